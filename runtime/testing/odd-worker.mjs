// A process that stands for a worker, for tests of what looks after workers. Its one argument says how it behaves.
const [, , manner] = process.argv;
const speak = () => process.send?.("alive");
speak();
setInterval(speak, 20);
process.on("disconnect", () => process.exit());
if (manner === "hangs")
  setTimeout(() => {
    for (;;);
  }, 100);
if (manner === "sleeps") setTimeout(() => process.kill(process.pid, "SIGSTOP"), 100);
if (manner === "ends") setTimeout(() => process.exit(3), 100);
if (manner === "stubborn") process.on("SIGTERM", () => undefined);
else process.on("SIGTERM", () => setTimeout(() => process.exit(0), 50));
