/** Loaded into the system by start.mjs: when that is gone, even by kill -9, the system stops in order too. */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
