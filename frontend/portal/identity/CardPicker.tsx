/** Shows which card is used, where more than one lies at hand, and says what reader this is. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { read } from "../../shared/i18n/setup";
import { RadioInput } from "../../shared/ui/fields";
import { Loading, Notice } from "../../shared/ui/Panel";
import { useCardDesk } from "./card";
import { CardFaultNotice } from "./CardFaultNotice";

export function CardPicker({ onReady }: { onReady: (ready: boolean) => void }) {
  const { t } = useTranslation("identity");
  const desk = useCardDesk();
  const [chosen, setChosen] = useState<string | null>(desk.chosenCard.current);
  const [fault, setFault] = useState<unknown>(null);
  const cards = useQuery({
    queryKey: ["cards"],
    queryFn: async () => {
      const reader = await desk.reader();
      const list = await reader.listCards?.();
      onReady(!list || desk.chosenCard.current !== null);
      return { list: list ?? null, notice: reader.notice };
    },
    gcTime: 0,
    staleTime: Infinity,
  });
  if (cards.isPending) return <Loading label={t("card.loading")} />;
  if (cards.error) return <CardFaultNotice error={cards.error} />;
  const choose = async (cardId: string) => {
    setChosen(cardId);
    try {
      await (await desk.reader()).chooseCard?.(cardId);
      desk.changeCard(cardId);
      onReady(true);
      setFault(null);
    } catch (error) {
      onReady(false);
      setFault(error);
    }
  };
  const { list, notice } = cards.data;
  return (
    <div className="stack-small">
      {notice && <Notice tone="warning">{read(notice)}</Notice>}
      {list && (
        <RadioInput
          label={t("card.choose")}
          value={chosen}
          onChange={(cardId) => void choose(cardId)}
          choices={list.map((card) => ({ value: card.card_id, label: read(card.label) }))}
        />
      )}
      {fault !== null && <CardFaultNotice error={fault} />}
    </div>
  );
}
