/** A queue for each way of sending, so that one that is slow or stopped holds no other up. */
export const MESSAGE_QUEUE = {
  email: "mail",
  sms: "sms",
  digital_mailbox: "mailbox",
  letter: "letter",
} as const;
