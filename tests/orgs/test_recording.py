"""Every verb that names who acts goes on the record of a group, or stands here with the reason why not.

Read from the source: a verb records where it, or what it calls, calls `AuditEntry.record`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# Verb: why it is on no group's record.
NOT_RECORDED = {
    "Organization.draft": "a name that nobody sees yet; registering and submitting it are recorded",
    "Change.begin": "a step of the verbs that change; they are recorded",
    "AuditEntry.record": "the record itself",
    "Follow.begin": "what a person follows is hers alone",
    "Case.open": "puts a question before the moderators; what is decided is recorded by its kind",
    "CaseKind.confirm": "what each kind does is recorded by the kind",
    "CaseKind.decline": "what each kind does is recorded by the kind",
    "CaseKind.undo": "what each kind does is recorded by the kind",
    "CaseKind.reopen": "what each kind does is recorded by the kind",
    "FirstShown.decline": "nothing changes: it was seen by its own people alone, and is",
    "Deciding.claim": "who looks at a case is an act of the case; the group reads what was decided",
    "Deciding.release": "who looks at a case is an act of the case; the group reads what was decided",
    "Shown.put_before_moderators": "opens a case; announcing is recorded, and so is what is decided",
    "Subject.hide": "what each subject does is recorded by the subject",
    "Subject.unhide": "what each subject does is recorded by the subject",
    "Merge.preview": "is taken back before anybody sees it",
    "Asked.settle": "a step of what is asked: its own verbs record",
    "Claim.decline": "nothing changes in the group",
    "Invitation.send": "a letter again; inviting is recorded",
    "JoinRequest.ask": "a question; its answer is recorded",
    "JoinRequest.withdraw": "a question that is no more",
    "Claimed.take": "whom a group reaches, and who does, is on its board alone",
    "Claimed.let_go": "the same: the history of the prospect has it",
    "Prospect.shift": "the same",
    "Prospect.touch": "the same",
    "Prospect.correct": "the same",
    "Prospect.thank": "the same",
    "Appeal.begin": "a draft that the board alone shows; sending is recorded",
    "Appeal.choose": "the same",
    "Appeal.rewrite": "the same",
    "Appeal.test": "a letter to herself",
    "Appeal.discard": "a draft that nobody got",
    "Note.change": "her own words in a plan, which says since when",
    "Note.write": "the plan itself says when and by which group",
    "Task.add": "the plan itself says it, until 90 days after the series",
    "Task.add_usual": "the plan itself says it",
    "Task.change": "the plan itself says it",
    "Task.finish": "the plan itself says when and by whom",
    "Task.give_back": "the plan itself says whose it is",
    "Task.pass_to": "the plan itself says whose it is",
    "Task.refuse": "nothing changes",
    "Task.reopen": "the plan itself says that it is open",
    "Task.take": "the plan itself says whose it is and since when",
    "SignOn.decline": "a step of what is signed: its own verbs record",
    "SignOn.revoke": "a step of what is signed: its own verbs record",
}
FILES = [
    path
    for pattern in (
        "orgs/*.py",
        *(f"{room}/models/*.py" for room in ("orgs", "demands", "events", "outreach", "planning")),
    )
    for path in sorted(Path(settings.BASE_DIR).glob(pattern))
]

Function = ast.FunctionDef
RECORD = "AuditEntry.record"
OUTBOX = ("Message.", "Suppression.")
STEPS = 3


def classes() -> Iterator[ast.ClassDef]:
    for path in FILES:
        yield from (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef))


def functions() -> dict[str, list[Function]]:
    """Every function of these rooms' models by its bare name, a method with a point before it.

    A call is followed to all that bear its name.
    """
    found: dict[str, list[Function]] = {}
    for path in FILES:
        for node in ast.parse(path.read_text()).body:
            for inside in node.body if isinstance(node, ast.ClassDef) else [node]:
                if isinstance(inside, Function):
                    found.setdefault("." * isinstance(node, ast.ClassDef) + inside.name, []).append(inside)
    return found


def calls(function: Function) -> Iterator[str]:
    """What a function calls, by name; `AuditEntry.record` by both. What the outbox does is no verb of ours."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or ast.unparse(node.func).startswith(OUTBOX):
            continue
        called = node.func
        if isinstance(called, ast.Name):
            yield called.id
        elif isinstance(called, ast.Attribute):
            yield f".{called.attr}"
            yield ast.unparse(called) if ast.unparse(called) == RECORD else called.attr


def recording(known: dict[str, list[Function]]) -> set[str]:
    """The names of functions from which a few calls lead to the record; many would only meet a name by chance."""
    found = {RECORD}
    for _step in range(STEPS):
        found |= {name for name, bodies in known.items() if any(found & set(calls(body)) for body in bodies)}
    return found


def verbs() -> Iterator[tuple[str, Function]]:
    """The public verbs of models and querysets that say by whom."""
    for owner in classes():
        for node in owner.body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                named = {argument.arg for argument in (*node.args.kwonlyargs, *node.args.args)}
                if "by" in named:
                    yield f"{owner.name}.{node.name}", node


def test_every_verb_that_says_by_whom_is_on_record():
    recorded = recording(functions())

    unrecorded = {name for name, verb in verbs() if not recorded & set(calls(verb))}
    assert unrecorded - set(NOT_RECORDED) == set()
    assert set(NOT_RECORDED) - unrecorded == set(), "these are on record, or gone: take them off the list"


def test_the_verbs_are_found():
    found = {name for name, _verb in verbs()}

    assert {"Series.cancel", "Altering.move", "Sponsorship.accept", "Organization.enlist"} <= found
