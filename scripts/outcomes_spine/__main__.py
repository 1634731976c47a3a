"""Run the command line: `python -m outcomes_spine`."""

from outcomes_spine.cli import main

if __name__ == "__main__":
    main()
