"""Time, peak memory and outcome of each script of tests/hostile; see run.sh."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

MOST_SECONDS, MOST_MIB, PATIENCE = 2.0, 1024, 20.0


def expand(text):
    """`//@ 300 text` stands for 300 copies of the text, as in tests/it/hostile.rs."""
    lines = []
    for line in text.split("\n"):
        copies = re.match(r"//@ (\d+) (.*)$", line)
        if copies:
            line = "".join(copies[2].replace("#", str(at)) for at in range(int(copies[1])))
        lines.append(line)
    return "\n".join(lines)


def measure(binary, folder, command, name):
    """Seconds, MiB, exit code, what is said."""
    began = time.perf_counter()
    with open(f"{folder}/out", "w+b") as out, open(f"{folder}/err", "w+b") as err:
        child = subprocess.Popen([binary, "-C", folder, command, name], stdout=out, stderr=err)
        code = None
        while code is None and time.perf_counter() - began < PATIENCE:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                code = child.returncode = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(0.002)
        seconds = time.perf_counter() - began
        if code is None:
            child.kill()
            _, _, usage = os.wait4(child.pid, 0)
            child.returncode, code = -9, "killed"
        out.seek(0)
        text = "\n" + out.read().decode(errors="replace")
        found = re.search(r"\nerror\[(\w+)\]: ([^\n]*)", text)
    said = f"{found[1]} {found[2][:100]}" if found else "no error"
    return seconds, usage.ru_maxrss / 1024, code, said


def main():
    workspace = sys.argv[1]
    binary = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else "target/release/autoquant")
    part = sys.argv[3] if len(sys.argv) > 3 else ""
    rows, is_bad = [], False
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(f"{workspace}/config.json", folder)
        strategies = f"{folder}/user_data/strategies"
        os.makedirs(strategies)
        if os.path.isdir(f"{workspace}/user_data/data"):
            os.symlink(os.path.abspath(f"{workspace}/user_data/data"), f"{folder}/user_data/data")
        for file in sorted(os.listdir("tests/hostile")):
            name, ending = os.path.splitext(file)
            if ending != ".rhai" or part not in name:
                continue
            with open(f"tests/hostile/{file}", encoding="utf-8", newline="") as script:
                text, *imports = expand(script.read()).split("//: ")
            texts = {name: text, **dict(part.split("\n", 1) for part in imports)}
            for script, text in texts.items():
                with open(f"{strategies}/{script}.rhai", "w", encoding="utf-8", newline="") as out:
                    out.write(text)
            for command in ("check", "run"):
                rows.append((*measure(binary, folder, command, name), command, name))
            for script in texts:
                os.remove(f"{strategies}/{script}.rhai")
    for seconds, mib, code, said, command, name in sorted(rows, reverse=True):
        is_over = seconds > MOST_SECONDS or mib > MOST_MIB or code not in (0, 1)
        is_bad |= is_over
        mark = "OVER" if is_over else ""
        print(f"{seconds:6.2f} s {mib:6.0f} MiB  exit {code}  {command:5} {name:45} {said} {mark}")
    sys.exit(is_bad)


main()
