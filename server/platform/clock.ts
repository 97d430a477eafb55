/** Tells the present instant. Always a parameter, so that tests and simulations decide what time it is. */
export interface Clock {
  now(): Date;
}
