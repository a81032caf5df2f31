-- Asks for the addresses in a file, one after the other, and tells how long that took them.
local addresses, place = {}, 0
for line in io.lines(os.getenv("BENCH_ADDRESSES")) do addresses[#addresses + 1] = line end
request = function()
  place = place % #addresses + 1
  return wrk.format("GET", addresses[place])
end
done = function(summary, latency)
  local wrong = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
  print(string.format("figures %d %d %.3f %.3f %.3f", summary.requests, wrong,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
