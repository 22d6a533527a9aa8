/** The part of the Admin API's schema (2026-01) that the stand-in serves, under its own names. */
export const sandboxSchema = `
scalar DateTime
scalar Decimal
scalar UnsignedInt64
scalar URL

interface Node { id: ID! }

type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
type MoneyV2 { amount: Decimal! currencyCode: String! }
type MoneyBag { shopMoney: MoneyV2! presentmentMoney: MoneyV2! }
type Attribute { key: String! value: String }
type TaxLine { title: String! rate: Float ratePercentage: Float priceSet: MoneyBag! }
type Shop { id: ID! name: String! currencyCode: String! myshopifyDomain: String! }

type MailingAddress implements Node {
  id: ID! firstName: String lastName: String name: String company: String address1: String address2: String
  zip: String city: String province: String provinceCode: String country: String countryCodeV2: String phone: String
}
type CustomerEmailAddress { emailAddress: String! }
type CustomerPhoneNumber { phoneNumber: String! }
type Customer implements Node {
  id: ID! legacyResourceId: UnsignedInt64! firstName: String lastName: String displayName: String! note: String
  tags: [String!]! locale: String! taxExempt: Boolean! state: String! createdAt: DateTime! updatedAt: DateTime!
  defaultEmailAddress: CustomerEmailAddress defaultPhoneNumber: CustomerPhoneNumber defaultAddress: MailingAddress
}
type ProductVariant implements Node { id: ID! sku: String barcode: String title: String! }
type LineItem implements Node {
  id: ID! sku: String title: String! variantTitle: String name: String! quantity: Int! currentQuantity: Int! taxable: Boolean!
  isGiftCard: Boolean! originalUnitPriceSet: MoneyBag! discountedUnitPriceAfterAllDiscountsSet: MoneyBag!
  taxLines(first: Int): [TaxLine!]! variant: ProductVariant
}
type LineItemConnection { nodes: [LineItem!]! pageInfo: PageInfo! }
type ShippingLine { id: ID title: String! code: String originalPriceSet: MoneyBag! discountedPriceSet: MoneyBag! taxLines: [TaxLine!]! }
type ShippingLineConnection { nodes: [ShippingLine!]! pageInfo: PageInfo! }
type OrderTransaction implements Node { id: ID! kind: String! status: String! gateway: String processedAt: DateTime amountSet: MoneyBag! }
type Refund implements Node { id: ID! createdAt: DateTime note: String totalRefundedSet: MoneyBag! }

enum OrderDisplayFinancialStatus { PENDING AUTHORIZED PARTIALLY_PAID PAID PARTIALLY_REFUNDED REFUNDED VOIDED EXPIRED }
enum OrderDisplayFulfillmentStatus { UNFULFILLED PARTIALLY_FULFILLED FULFILLED RESTOCKED PENDING_FULFILLMENT OPEN IN_PROGRESS ON_HOLD SCHEDULED REQUEST_DECLINED }

type Order implements Node {
  id: ID! legacyResourceId: UnsignedInt64! name: String! email: String phone: String createdAt: DateTime! processedAt: DateTime!
  updatedAt: DateTime! cancelledAt: DateTime closed: Boolean! test: Boolean! displayFinancialStatus: OrderDisplayFinancialStatus
  displayFulfillmentStatus: OrderDisplayFulfillmentStatus! currencyCode: String! presentmentCurrencyCode: String! taxesIncluded: Boolean!
  taxExempt: Boolean! note: String tags: [String!]! poNumber: String paymentGatewayNames: [String!]! sourceName: String
  discountCodes: [String!]! customAttributes: [Attribute!]!
  totalPriceSet: MoneyBag! currentTotalPriceSet: MoneyBag! subtotalPriceSet: MoneyBag totalTaxSet: MoneyBag
  totalShippingPriceSet: MoneyBag! totalDiscountsSet: MoneyBag totalRefundedSet: MoneyBag!
  customer: Customer billingAddress: MailingAddress shippingAddress: MailingAddress
  shippingLines(first: Int, after: String): ShippingLineConnection!
  transactions(first: Int): [OrderTransaction!]!
  refunds(first: Int): [Refund!]!
  lineItems(first: Int, after: String): LineItemConnection!
}
type OrderConnection { nodes: [Order!]! pageInfo: PageInfo! }
type CustomerConnection { nodes: [Customer!]! pageInfo: PageInfo! }

enum OrderSortKeys { CREATED_AT UPDATED_AT PROCESSED_AT ORDER_NUMBER ID }
enum CustomerSortKeys { CREATED_AT UPDATED_AT NAME ID }
enum WebhookSubscriptionTopic { ORDERS_CREATE ORDERS_UPDATED ORDERS_PAID ORDERS_CANCELLED ORDERS_EDITED CUSTOMERS_CREATE CUSTOMERS_UPDATE REFUNDS_CREATE APP_UNINSTALLED }
input WebhookSubscriptionInput { uri: String format: String filter: String includeFields: [String!] }
type WebhookSubscription implements Node { id: ID! topic: WebhookSubscriptionTopic! uri: String! }
type WebhookSubscriptionConnection { nodes: [WebhookSubscription!]! pageInfo: PageInfo! }
type UserError { field: [String!] message: String! }
type WebhookSubscriptionCreatePayload { webhookSubscription: WebhookSubscription userErrors: [UserError!]! }
type WebhookSubscriptionDeletePayload { deletedWebhookSubscriptionId: ID userErrors: [UserError!]! }

type Query {
  shop: Shop!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  order(id: ID!): Order
  orders(first: Int, after: String, query: String, sortKey: OrderSortKeys = PROCESSED_AT, reverse: Boolean = false): OrderConnection!
  customers(first: Int, after: String, query: String, sortKey: CustomerSortKeys = ID, reverse: Boolean = false): CustomerConnection!
  webhookSubscriptions(first: Int, after: String): WebhookSubscriptionConnection!
}
type Mutation {
  webhookSubscriptionCreate(topic: WebhookSubscriptionTopic!, webhookSubscription: WebhookSubscriptionInput!): WebhookSubscriptionCreatePayload
  webhookSubscriptionDelete(id: ID!): WebhookSubscriptionDeletePayload
}
`;
