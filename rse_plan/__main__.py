"""`python -m rse_plan` is `rse-plan`."""

from rse_plan.cli.app import main

if __name__ == "__main__":
    main()
