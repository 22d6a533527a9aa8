import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";

/** Options of a source step on orders. There is none for the payment status on purpose: an order that is refunded leaves such a filter and is never seen again. */
export const ordersOptions = z.strictObject({
  search: field(z.string().max(500).default(""), {
    title: "Only those that match",
    help: "In Shopify's search syntax. Filter by payment status with a filter step instead: an order that is refunded would no longer match and never be seen again.",
    example: "tag:wholesale",
    advanced: true,
  }),
});
