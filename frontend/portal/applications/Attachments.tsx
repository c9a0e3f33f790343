/** The papers to attach, each in its slot. */
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldId } from "../../shared/forms/state";
import { fileSize } from "../../shared/i18n/format";
import { read } from "../../shared/i18n/setup";
import { Button } from "../../shared/ui/Button";
import { Tag, type TagTone } from "../../shared/ui/Facts";
import { Fault, LabelText } from "../../shared/ui/fields";
import { Loading, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Application, Attachment, ProcedureDocument } from "../api/types";
import { ACCEPTED, attach, isTooLarge } from "./upload";

interface AttachmentsProps {
  application: Application;
  documents: readonly ProcedureDocument[];
  isEditable: (document: ProcedureDocument) => boolean;
  isRequired: (document: ProcedureDocument) => boolean;
  errors: ReadonlyMap<string, string>;
  /** Answers still on their way are saved first, so that both do not meet at the door. */
  beforeAttaching: () => Promise<unknown>;
  onAttached: () => Promise<unknown>;
}

export function Attachments({ application, documents, isEditable, isRequired, errors, beforeAttaching, onAttached }: AttachmentsProps) {
  const { t } = useTranslation("applications");
  const slots = documents.filter((document) => document.source === "attach" && isEditable(document));
  if (slots.length === 0) return null;
  return (
    <section className="form-section" aria-labelledby="attachments">
      <h2 id="attachments">{t("attachments.title")}</h2>
      {slots.map((document) => (
        <Slot
          key={document.document_id}
          {...{ application, document, beforeAttaching, onAttached }}
          isRequired={isRequired(document)}
          error={errors.get(`/attachments/${slotOf(document)}`)}
        />
      ))}
    </section>
  );
}

export function slotOf(document: ProcedureDocument): string {
  return document.slot ?? document.document_id;
}

interface SlotProps {
  application: Application;
  document: ProcedureDocument;
  isRequired: boolean;
  error: string | undefined;
  beforeAttaching: () => Promise<unknown>;
  onAttached: () => Promise<unknown>;
}

function Slot({ application, document, isRequired, error, beforeAttaching, onAttached }: SlotProps) {
  const { t } = useTranslation("applications");
  const slot = slotOf(document);
  const picker = useRef<HTMLInputElement>(null);
  const [isLarge, setLarge] = useState(false);
  const sending = useMutation({
    mutationFn: async (file: File) => {
      await beforeAttaching();
      return attach(application.application_id, slot, file);
    },
    onSettled: onAttached,
  });
  const removal = useMutation({
    mutationFn: ({ attachment_id }: Attachment) =>
      ask(api.DELETE("/api/applications/{application_id}/attachments/{attachment_id}", { params: { path: { application_id: application.application_id, attachment_id } } })),
    onSuccess: onAttached,
  });
  const pick = (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    setLarge(isTooLarge(file));
    if (!isTooLarge(file)) sending.mutate(file);
  };
  const name = read(document.name);
  const files = application.attachments.filter((attachment) => attachment.slot === slot);
  return (
    <div className="file" role="group" aria-labelledby={`slot-${slot}`}>
      <h3 className="label" id={`slot-${slot}`}>
        <LabelText label={name} required={isRequired} />
      </h3>
      <p className="help">{read(document.why)}</p>
      <AttachmentList files={files} onRemove={(attachment) => removal.mutate(attachment)} />
      {(isLarge || error) && <Fault>{isLarge ? t("attachments.tooLarge") : error}</Fault>}
      {removal.error && <ProblemNotice error={removal.error} />}
      {sending.error && <ProblemNotice error={sending.error} onRetry={() => sending.variables && sending.mutate(sending.variables)} />}
      {sending.isPending && <Loading label={t("attachments.uploading")} />}
      <input
        ref={picker}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={`${t("attachments.choose")}：${name}`}
        accept={ACCEPTED.join(",")}
        onChange={(event) => {
          pick(event.target.files);
          event.target.value = "";
        }}
      />
      <Button id={fieldId(`/attachments/${slot}`)} weight="outline" onPress={() => picker.current?.click()} isDisabled={sending.isPending} aria-describedby={`hint-${slot}`}>
        {t("attachments.choose")}
        <span className="visually-hidden">：{name}</span>
      </Button>
      <p className="small-print" id={`hint-${slot}`}>
        {t("attachments.help")}
      </p>
    </div>
  );
}

const TONES: Record<string, TagTone> = { awaited: "neutral", uploaded: "blue", clean: "green", withheld: "red" };

interface AttachmentListProps {
  files: readonly Attachment[];
  onRemove?: (file: Attachment) => void;
}

export function AttachmentList({ files, onRemove }: AttachmentListProps) {
  const { t } = useTranslation("applications");
  if (files.length === 0) return null;
  return (
    <ul className="file-list">
      {files.map((file) => (
        <li key={file.attachment_id}>
          <span>
            {file.name} <span className="small-print">{fileSize(file.size)}</span>
          </span>
          <span className="row">
            <Tag tone={TONES[file.status] ?? "neutral"}>{t(`attachments.status.${file.status}`, file.status)}</Tag>
            {onRemove && (
              <Button weight="text" small onPress={() => onRemove(file)}>
                {t("attachments.remove")}
                <span className="visually-hidden">：{file.name}</span>
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
