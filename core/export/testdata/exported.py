"""Loads exported scripts and runs them, for the programs beside this one."""
import contextlib, importlib.util, io, os


def loaded(folder):
    """The script of a folder, which becomes the working directory: the script finds its files there."""
    os.chdir(folder)
    spec = importlib.util.spec_from_file_location("script", "script.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def printed(script):
    """What a run of the script prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        script.main()
    return out.getvalue()
