// Says at the end how much memory the process took at most, in MB, and how much processor time, in milliseconds.
import process from "node:process";

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = Math.round((userCPUTime + systemCPUTime) / 1_000);
  process.stderr.write(`peak ${Math.round(maxRSS / 1024)} cpu ${cpu}\n`);
});
