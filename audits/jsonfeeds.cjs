// Judges the JSON feeds that are named on the command line by the schema of the format; prints a line for each fault.
const { readFileSync } = require("node:fs")
const Ajv = require("ajv")
const addFormats = require("ajv-formats")
const schema = require("jsonfeed-schema/v1.1")

// Not strict about the schema itself, which tells examples in words that Ajv does not know.
const judge = addFormats(new Ajv({ allErrors: true, strict: false })).compile(schema)
for (const path of process.argv.slice(2))
  if (!judge(JSON.parse(readFileSync(path, "utf-8"))))
    for (const fault of judge.errors) console.log(JSON.stringify([path, `${fault.instancePath} ${fault.message}`]))
