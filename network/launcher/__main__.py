"""`python3 -m network.launcher run|test|bench [arguments]`: every refusal is one sentence and exit status 1."""

import sys

from network.launcher import signals
from network.launcher.bench import bench
from network.launcher.errors import Refusal, Stopped, reason
from network.launcher.run import run
from network.launcher.steps import speak_utf8
from network.launcher.test import test

_INTERRUPTED = 130


def main(command: str, arguments: list[str]) -> int:
    speak_utf8()
    signals.install()
    try:
        if command == "run":
            if arguments:
                raise Refusal(
                    "./run ne prend pas d’argument : PORT, HOST et DATA_DIR se donnent devant, par exemple PORT=8080 ./run."
                )
            return run()
        return test(arguments) if command == "test" else bench(arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(f"Impossible de continuer : {reason(error)} ({error.filename or 'système'}).", file=sys.stderr)
    except Stopped:
        print("Arrêté avant la fin.", file=sys.stderr)
        return _INTERRUPTED
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
