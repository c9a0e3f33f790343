import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { qrCode } from "./qr";

const shown = (text: string) => qrCode(text).map((row) => row.map((dark) => (dark ? "█" : "·")).join(""));
const digest = (text: string) => createHash("sha256").update(shown(text).join("\n")).digest("hex");

// Each of these, and a hundred more lengths, was read back once by a decoder of another hand.
describe("a QR code", () => {
  it("of a short word is the smallest", () => {
    expect(shown("HELLO")).toEqual([
      "███████·██·█··███████",
      "█·····█··██·█·█·····█",
      "█·███·█··████·█·███·█",
      "█·███·█·█··█··█·███·█",
      "█·███·█·█···█·█·███·█",
      "█·····█·█·██··█·····█",
      "███████·█·█·█·███████",
      "········█████········",
      "█···█·██████·█████··█",
      "···███··█·███··█·████",
      "█·██··█·█·██··███··█·",
      "███··█···█···██·█····",
      "··█·███··█··███···██·",
      "········███·███··█·██",
      "███████·██··██···█·█·",
      "█·····█····██··█···█·",
      "█·███·█·█··█··███·█·█",
      "█·███·█····██····█·██",
      "█·███·█··███··████···",
      "█·····█··█···██······",
      "███████·█···█████·█·█",
    ]);
  });

  it("of an authenticator's address has several blocks, alignment marks and a version", () => {
    const uri = `otpauth://totp/Madoguchi:sanjo-kosodate-1?secret=${"A2".repeat(26)}&issuer=Madoguchi`;

    expect(shown(uri)).toHaveLength(45);
    expect(digest(uri)).toBe("3e62e1df098d4e88da61fe64fda41d24eae363e48063f97bcc01ccf5a26b153c");
  });

  it("of a long text has a length of two bytes, and blocks of two lengths", () => {
    expect(digest("x".repeat(300))).toBe("97ce68b50b5983b554d3b67a293f9d3fbff9dfb1d89e940f66016c83dd604233");
  });

  it("is refused for what it cannot hold", () => {
    expect(() => qrCode("x".repeat(500))).toThrow(RangeError);
  });
});
