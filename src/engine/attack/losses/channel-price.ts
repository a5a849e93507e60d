/**
 * M of the paper (equation 7 and the settings): the price of a change in red, green and blue.
 * Green is dearest to the eye, blue cheapest.
 */
export const CHANNEL_PRICE = [3, 5, 1];
