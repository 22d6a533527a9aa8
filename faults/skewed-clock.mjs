// Loaded before a process of the product: its clock runs CLOCK_SKEW_MS ahead (or behind) of the machine's.
const skew = Number(process.env.CLOCK_SKEW_MS ?? "0");
const RealDate = Date;
globalThis.Date = class SkewedDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + skew);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + skew;
  }
};
