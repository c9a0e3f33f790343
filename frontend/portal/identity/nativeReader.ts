/**
 * The real reader: a helper program beside the browser, which a browser extension offers to the page.
 *
 * UNVERIFIED. No such helper was at hand when this was written: the messages below are our own proposal and were
 * never exchanged with a device. Nothing else in the portal depends on them.
 */
import { fromBase64, toBase64 } from "./bytes";
import { CardError, type CardFault, type CardReader } from "./reader";

interface Request {
  command: "certificate" | "sign";
  key: "authentication" | "signing";
  pin?: string;
  data?: string;
}

interface Reply {
  certificate?: string;
  signature?: string;
  fault?: CardFault;
  tries_left?: number;
}

interface Bridge {
  request(request: Request): Promise<Reply>;
}

export class NativeCardReader implements CardReader {
  async readAuthenticationCertificate(): Promise<string> {
    return this.certificate({ command: "certificate", key: "authentication" });
  }

  async signAuthentication(pin: string, bytes: Uint8Array): Promise<Uint8Array> {
    return this.signature({ command: "sign", key: "authentication", pin, data: toBase64(bytes) });
  }

  async readSigningCertificate(pin: string): Promise<string> {
    return this.certificate({ command: "certificate", key: "signing", pin });
  }

  async sign(pin: string, bytes: Uint8Array): Promise<Uint8Array> {
    return this.signature({ command: "sign", key: "signing", pin, data: toBase64(bytes) });
  }

  private async certificate(request: Request): Promise<string> {
    const { certificate } = await this.send(request);
    if (!certificate) throw new CardError("failed");
    return certificate;
  }

  private async signature(request: Request): Promise<Uint8Array> {
    const { signature } = await this.send(request);
    if (!signature) throw new CardError("failed");
    return fromBase64(signature);
  }

  private async send(request: Request): Promise<Reply> {
    const bridge = (globalThis as { madoguchiCardReader?: Bridge }).madoguchiCardReader;
    if (!bridge) throw new CardError("no-reader");
    const reply = await bridge.request(request);
    if (reply.fault) throw new CardError(reply.fault, reply.tries_left ?? null);
    return reply;
  }
}
