"""The command line: the commands, their exit codes, and what is shown of a fault. `bonusage --help` starts here.

0 done; 1 a lawful "no" (a refusal, a difference found); 2 the input is at fault; 3 the environment is at fault.
Commands are in cli_catalogue.py, cli_legal.py, cli_claims.py, cli_pay.py, cli_demo.py; heavy modules are imported inside them.
Next: cli_pay.py.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable

import typer

from bonusage.desk import cli_catalogue, cli_claims, cli_demo, cli_law_change, cli_legal, cli_pay
from bonusage.desk.cli_usage import usage_fault
from bonusage.desk.report import all_shown, of_environment, shown
from bonusage.values.fault import EnvironmentFault, Fault, Faults

app = typer.Typer(
    name="bonusage",
    help="Conventions et contrats de l'assurance maladie : des remboursements aux centimes, avec la raison de chacun.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_legal.commands, name="instruments")
app.add_typer(cli_claims.claims, name="claims")
app.add_typer(cli_catalogue.examples, name="examples")
app.add_typer(cli_law_change.commands, name="law")
EXAMPLES: dict[Callable[..., None], str] = {
    cli_claims.measure: "measure rosp-2011-mt --claims claims --period 2012 --baseline 2011 -o resultats.parquet",
    cli_pay.due: "due rosp-2011-mt --results resultats.parquet --professionals claims/professionals.csv --period 2012 -o due.csv",
    cli_pay.settle: "settle rosp-2011-mt --claims claims --period 2012 -o reglement",
    cli_pay.explain: "explain reglement --professional 12",
    cli_pay.replay: "replay reglement",
    cli_demo.demo: "demo -o demo-out",
}
for command, example in EXAMPLES.items():
    app.command(epilog=f"Exemple : bonusage {example}")(command)

INTERRUPTED, PIPE_CLOSED, INTERNAL = 130, 141, 70
"""Exit codes beside 0 to 3: Ctrl-C and a closed pipe, as shells say them; a fault of ours, never a lawful "no"."""


def run(arguments: list[str]) -> int:
    """Run a command; its exit code. Faults are shown on standard error, all of them; nothing is half written."""
    try:
        code = app(arguments, prog_name="bonusage", standalone_mode=False)
        sys.stdout.flush()
    except Faults as faults:
        return _faulty(faults)
    except EnvironmentFault as wrong:
        return _prevented(wrong)
    except SystemExit:
        return PIPE_CLOSED  # typer leaves this way when nobody reads its output any more
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as wrong:
        return _prevented(of_environment(wrong))
    except MemoryError:
        said = Fault("mémoire insuffisante", "ce poste", "", "plus de mémoire libre", "fermer d'autres programmes")
        return _prevented(EnvironmentFault(said))
    except KeyboardInterrupt:
        code = INTERRUPTED
    except RuntimeError as wrong:
        if "Query interrupted" not in str(wrong):  # how DuckDB says that Ctrl-C stopped it
            raise
        code = INTERRUPTED
    except Exception as wrong:
        if type(wrong).__name__ == "NoArgsIsHelpError":
            wrong.show()  # type: ignore[attr-defined]  # the help is the answer
            return 2
        if not hasattr(wrong, "format_message"):
            raise
        return _faulty(Faults([usage_fault(wrong)]))
    if code == INTERRUPTED:
        print("interrompu : rien n'est laissé à moitié écrit.", file=sys.stderr)
    return code if isinstance(code, int) else 0


def _faulty(faults: Faults) -> int:
    print(all_shown(faults), file=sys.stderr)
    return 2


def _prevented(wrong: EnvironmentFault) -> int:
    print(shown(wrong.fault, "empêchement"), file=sys.stderr)
    return 3


def main() -> None:
    """The `bonusage` program."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to stop: clean up as for Ctrl-C
    try:
        code = run(sys.argv[1:])
    except Exception:
        traceback.print_exc()
        print("erreur interne de bonusage : vos fichiers n'y sont pour rien ; merci de la signaler.", file=sys.stderr)
        code = INTERNAL
    try:
        sys.stdout.flush()
    except OSError:  # told already; what is left in the buffer has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
