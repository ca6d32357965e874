"""make bench: run every measurement and print a line for each."""

from benchmarks import caching, exactness, letters, publishing, reading, sending, spamscore

for measurement in (reading, caching, exactness, publishing, letters, spamscore, sending):
    for line in measurement.measure():
        print(line)
