"""The command line: the commands, their exit codes, and what is shown of a fault. `bonusage --help` starts here.

0 done; 1 a lawful "no" (a refusal, a difference found); 2 the input is at fault; 3 the environment is at fault.
Commands are in cli_catalogue.py, cli_claims.py, cli_pay.py, cli_demo.py; heavy modules are imported inside them.
"""

from __future__ import annotations

import os
import sys

import typer

from bonusage.desk import cli_catalogue, cli_claims, cli_demo, cli_pay
from bonusage.desk.report import all_shown, of_environment, shown
from bonusage.values.fault import EnvironmentFault, Faults

app = typer.Typer(
    name="bonusage",
    help="Conventions et contrats de l'assurance maladie : des remboursements aux centimes, avec la raison de chacun.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_catalogue.instruments, name="instruments")
app.add_typer(cli_claims.claims, name="claims")
app.add_typer(cli_catalogue.examples, name="examples")
for command in (cli_claims.measure, cli_pay.due, cli_pay.settle, cli_pay.explain, cli_pay.replay, cli_demo.demo):
    app.command()(command)


def run(arguments: list[str]) -> int:
    """Run a command; its exit code. Faults are shown on standard error, all of them; nothing is half written."""
    try:
        code = app(arguments, prog_name="bonusage", standalone_mode=False)
    except Faults as faults:
        print(all_shown(faults), file=sys.stderr)
        return 2
    except EnvironmentFault as wrong:
        print(shown(wrong.fault, "empêchement"), file=sys.stderr)
        return 3
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as wrong:
        print(shown(of_environment(wrong).fault, "empêchement"), file=sys.stderr)
        return 3
    except (typer.Abort, KeyboardInterrupt):
        print("interrompu ; rien n'a été écrit.", file=sys.stderr)
        return 130
    except Exception as wrong:
        if not (hasattr(wrong, "show") and hasattr(wrong, "exit_code")):
            raise
        wrong.show()  # a usage error of the command line: typer words it
        return 2
    return code if isinstance(code, int) else 0


def main() -> None:
    """The `bonusage` program."""
    sys.exit(run(sys.argv[1:]))
