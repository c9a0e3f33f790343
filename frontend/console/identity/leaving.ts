/** An officer signs out, here and everywhere; this page forgets her even when nobody hears it. */
import { api, ask } from "../api/client";
import { staff } from "./staff";

/** Whether the town's door heard it. */
export async function leave(): Promise<boolean> {
  const heard = ask(api.DELETE("/staff/session")).then(
    () => true,
    () => false,
  );
  const isHeard = await Promise.race([heard, new Promise<false>((done) => setTimeout(done, 5_000, false))]);
  staff.end("left");
  return isHeard;
}
