"""What pytest leaves alone here: the harness needs atheris, which is no part of the environment."""

collect_ignore = ["fuzz_readers.py"]
