"""`python -m rse_plan` is `rse-plan`."""

from rse_plan.cli.start import main

if __name__ == "__main__":
    main()
