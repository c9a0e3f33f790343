/** Pick a municipality by its name or reading: type, then choose from what was found. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { TextInput } from "../../shared/ui/fields";
import { ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Municipality } from "../api/types";

interface TownSearchProps {
  id?: string;
  label: string;
  help?: string;
  error?: string;
  required?: boolean;
  isDisabled?: boolean;
  badge?: React.ReactNode;
  withCounts?: boolean;
  onChoose: (town: Municipality) => void;
}

export function useTowns(q: string) {
  return useQuery({
    queryKey: ["municipalities", q],
    queryFn: () => ask(api.GET("/api/municipalities", { params: { query: { q } } })),
    enabled: q !== "",
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
}

const MOST_SHOWN = 12;

export function TownSearch({ onChoose, withCounts = false, ...labelling }: TownSearchProps) {
  const { t } = useTranslation("procedures");
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.normalize("NFKC").trim());
  const towns = useTowns(q);
  const found = q === "" ? [] : (towns.data?.items ?? []);
  return (
    <div className="town-search">
      <TextInput {...labelling} type="search" value={typed} onChange={setTyped} />
      {towns.error && <ProblemNotice error={towns.error} onRetry={() => void towns.refetch()} />}
      <div role="status" className={q !== "" && towns.isSuccess && found.length === 0 ? undefined : "visually-hidden"}>
        {q !== "" && towns.isSuccess && (found.length === 0 ? t("town.none") : `${t("town.results")}: ${found.length}`)}
      </div>
      {found.length > 0 && (
        <ul className="town-results" aria-label={t("town.results")}>
          {found.slice(0, MOST_SHOWN).map((town) => (
            <li key={town.code}>
              <Button weight="text" onPress={() => onChoose(town)}>
                <span className="town-name">{town.name}</span>
                <span className="town-more">
                  {town.prefecture} {town.kana}
                  {withCounts && town.procedures > 0 && ` · ${t("town.count", { count: town.procedures })}`}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
