"""The path of a target among cargo's messages."""
import json
import sys

for line in sys.stdin:
    message = json.loads(line)
    target = message.get("target", {})
    if target.get("name") == sys.argv[1] and message.get("executable"):
        print(message["executable"])
