"""`python -m pullquote`: the version, and what others made of the package."""

import sys

from . import FORMATS, __version__, _core


def main(arguments: list[str]) -> int:
    if arguments == ["--licences"]:
        sys.stdout.write(_core.LICENCES)
        return 0
    print(f"pullquote {__version__}; formats: {', '.join(FORMATS)}")
    print("python -m pullquote --licences prints what others made of it, under which licences")
    return 0 if not arguments else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
