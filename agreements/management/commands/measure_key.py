from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements import key
from agreements.key import Verdict
from agreements.selectors.key import key_of_register

UNSURE = 0.15
WEAK = 3
MOST_TO_OPTIMUM = 1.05
MOST_QUESTIONS = 4
FIRST, LISTED = 0.95, 0.98


class Command(BaseCommand):
    help = (
        "Measure the identification key: questions asked beside the fewest possible, accuracy of readers who err, "
        "and the pairs of types that are hardest to tell apart."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--readers", type=int, default=2000, help="simulated readers per figure (default: 2000)")
        parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default: 1)")
        parser.add_argument(
            "--prior", choices=list(key.Prior), default=key.Prior.UNIFORM, help="how often readers hold each type"
        )

    def handle(self, *args: Any, readers: int, seed: int, prior: str, **options: Any) -> None:
        matrix = key_of_register().matrix
        if len(matrix.taxa) < 2 or not matrix.characters:
            raise CommandError("The register holds no key: load it with “manage.py seed”.")
        self.stdout.write(f"{len(matrix.taxa)} types, {len(matrix.characters)} questions, prior {prior}\n\n")
        self._questions(matrix, key.Prior(prior))
        self._accuracy(matrix, key.Prior(prior), readers, seed)
        self._pairs(matrix)

    def _questions(self, matrix: key.Matrix, prior: key.Prior) -> None:
        self.stdout.write("Questions that readers are asked who answer rightly (exact, not drawn)")
        for goal, aim in (
            (Verdict.LIKELY, f"; goals: at most {MOST_TO_OPTIMUM} of the optimum, at most {MOST_QUESTIONS} questions"),
            (Verdict.BEST_MATCH, "; where the guided way ends"),
        ):
            asked = key.questions_asked(matrix, goal, prior)
            try:
                fewest = key.optimum(matrix, goal, prior)
                beside = f"optimum {fewest:.3f}, ratio {asked.mean / fewest:.3f}"
            except key.OptimumTooLargeError as error:
                beside = f"optimum not found: {error}"
            self.stdout.write(
                f"  to {goal.value}: mean {asked.mean:.3f}, worst {asked.worst}, {beside}, "
                f"verdict reached by {asked.reached:.1%}{aim}"
            )
            slowest = sorted(asked.by_taxon.items(), key=lambda item: -item[1])
            self.stdout.write("    " + ", ".join(f"{slug} {mean:.1f}" for slug, mean in slowest))

    def _accuracy(self, matrix: key.Matrix, prior: key.Prior, readers: int, seed: int) -> None:
        self.stdout.write(
            f"\nAccuracy of {readers} simulated readers each, seed {seed}\n"
            f"  The goals, right type first for {FIRST:.0%} and listed for {LISTED:.0%} at 5% wrong answers, are for "
            "the guided way, which ends at best-match.\n"
            "  Whoever stops at likely has answered one or two questions, with nothing to outvote a slip."
        )
        ends = (
            (Verdict.LIKELY, "stopped at likely"),
            (Verdict.BEST_MATCH, "guided to best-match"),
            (None, "all answered"),
        )
        for wrong in (0.05, 0.10):
            for unsure in (0.0, UNSURE):
                self.stdout.write(f"  {wrong:.0%} wrong, {unsure:.0%} not sure")
                for goal, name in ends:
                    found = key.accuracy(
                        matrix, wrong=wrong, unsure=unsure, readers=readers, random=Random(seed), goal=goal, prior=prior
                    )
                    self.stdout.write(
                        f"    {name}: first {found.first:.1%}, alone first {found.alone_first:.1%}, "
                        f"listed {found.listed:.1%}, {found.questions:.1f} questions"
                    )

    def _pairs(self, matrix: key.Matrix) -> None:
        pairs = key.separation(matrix)
        weak = [pair for pair in pairs if pair.strength < WEAK]
        self.stdout.write(f"\nPairs of types told apart for certain by fewer than {WEAK} questions: {len(weak)}")
        self.stdout.write("Weakest pairs")
        for pair in pairs[:12]:
            self.stdout.write(f"  {pair.strength} {pair.first} / {pair.second}: {', '.join(pair.characters)}")
