/** Under which key a case is kept while it is open. */
export function caseKey(receipt: string) {
  return ["case", receipt] as const;
}
