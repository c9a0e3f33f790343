/** Why an act was not carried out, in the officer's words; what she typed stands below it. */
import { useTranslation } from "react-i18next";
import type { Problem } from "../../shared/api/problem";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";

export function ActProblem({ problem, hasMoved }: { problem: Problem | null; hasMoved: boolean }) {
  const { t } = useTranslation("municipal");
  if (problem === null) return null;
  if (!hasMoved) return <ProblemNotice error={problem} title={t("acts.notDone")} />;
  return (
    <Notice tone="warning" urgent title={t("acts.changed")}>
      {problem.detail && <p>{problem.detail}</p>}
    </Notice>
  );
}
