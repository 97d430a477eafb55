import { z } from "zod";

/** The content security policy forbids `eval`; without this zod would probe for it at the first parse. */
z.config({ jitless: true });
