/** Under which keys answers are kept while their page is open. */
export function caseKey(receipt: string) {
  return ["case", receipt] as const;
}

export const GRANTS = ["grants"] as const;
export const OFFICERS = ["officers"] as const;
