"""make bench: run every measurement and print a line for each."""

from benchmarks import publishing, reading, sending

for measurement in (reading, publishing, sending):
    for line in measurement.measure():
        print(line)
