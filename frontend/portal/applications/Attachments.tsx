/** The papers to attach, each in its slot. */
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fileSize } from "../../shared/i18n/format";
import { read } from "../../shared/i18n/setup";
import { Button } from "../../shared/ui/Button";
import { Tag } from "../../shared/ui/Facts";
import { Fault } from "../../shared/ui/fields";
import { Loading, ProblemNotice } from "../../shared/ui/Panel";
import type { Application, Attachment, ProcedureDocument } from "../api/types";
import { ACCEPTED, attach, faultOf, type FileFault } from "./upload";

interface AttachmentsProps {
  application: Application;
  documents: readonly ProcedureDocument[];
  isEditable: (slot: string) => boolean;
  onAttached: () => Promise<unknown>;
}

export function Attachments({ application, documents, isEditable, onAttached }: AttachmentsProps) {
  const { t } = useTranslation("applications");
  const slots = documents.filter((document) => document.source === "attach" && isEditable(slotOf(document)));
  if (slots.length === 0) return null;
  return (
    <section className="form-section" aria-labelledby="attachments">
      <h2 id="attachments">{t("attachments.title")}</h2>
      {slots.map((document) => (
        <Slot key={document.document_id} {...{ application, document, onAttached }} />
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
  onAttached: () => Promise<unknown>;
}

function Slot({ application, document, onAttached }: SlotProps) {
  const { t } = useTranslation("applications");
  const slot = slotOf(document);
  const picker = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<FileFault | null>(null);
  const sending = useMutation({
    mutationFn: (file: File) => attach(application.application_id, slot, file),
    onSuccess: onAttached,
  });
  const pick = (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    const found = faultOf(file);
    setFault(found);
    if (!found) sending.mutate(file);
  };
  const name = read(document.name);
  const files = application.attachments.filter((attachment) => attachment.slot === slot);
  return (
    <div className="file" role="group" aria-labelledby={`slot-${slot}`}>
      <h3 id={`slot-${slot}`}>{name}</h3>
      <p className="help">{read(document.why)}</p>
      <AttachmentList files={files} />
      {fault && <Fault>{t(`attachments.${fault}`)}</Fault>}
      {sending.error && <ProblemNotice error={sending.error} onRetry={() => sending.variables && sending.mutate(sending.variables)} />}
      {sending.isPending && <Loading label={t("attachments.uploading")} />}
      <input
        ref={picker}
        id={`f-attachments-${slot}`}
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
      <Button weight="outline" onPress={() => picker.current?.click()} isDisabled={sending.isPending} aria-describedby={`hint-${slot}`}>
        {t("attachments.choose")}
        <span className="visually-hidden">：{name}</span>
      </Button>
      <p className="small-print" id={`hint-${slot}`}>
        {t("attachments.help")}
      </p>
    </div>
  );
}

export function AttachmentList({ files }: { files: readonly Attachment[] }) {
  const { t } = useTranslation("applications");
  if (files.length === 0) return null;
  return (
    <ul className="file-list" role="status">
      {files.map((file) => (
        <li key={file.attachment_id}>
          <span>
            {file.name} <span className="small-print">{fileSize(file.size)}</span>
          </span>
          <Tag tone={file.status === "infected" || file.status === "rejected" ? "red" : "green"}>
            {t(`attachments.status.${file.status}`, file.status)}
          </Tag>
        </li>
      ))}
    </ul>
  );
}
