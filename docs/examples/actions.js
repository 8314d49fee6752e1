// #region exits
// api/controllers/order/pay.js
export const pay = {
  inputs: {
    id: { type: 'number', required: true },
    card: { type: 'string', required: true, isCreditCard: true, protect: true },
  },
  exits: {
    success: { responseType: 'redirect' },
    noSuchOrder: { responseType: 'notFound' },
    declined: { statusCode: 402, description: 'The bank has refused.' },
    paidBefore: 409,
  },
  async fn({ id, card }) {
    const order = ORDERS.get(id)
    if (order === undefined) throw 'noSuchOrder'
    if (order.isPaid) throw { paidBefore: { on: order.paidOn } }
    if (card.endsWith('2')) throw 'declined'
    return `/order/${id}`
  },
}
// #endregion exits

// #region bad-input
export const badInput = {
  code: 'E_MISSING_OR_INVALID_PARAMS',
  problems: [
    'Invalid "id":\n  · Expecting a number, but got a string.',
    '"card" is required, but it was not defined.',
  ],
  message: 'The request (POST /order/x/pay) has 2 missing or invalid parameters.',
}
// #endregion bad-input

const ORDERS = new Map([
  [1, {}],
  [2, { isPaid: true, paidOn: '2026-05-01' }],
])
