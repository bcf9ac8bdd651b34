-- Takers of numbers: each request is another person at another address, one request each.
local ffi = require("ffi")
ffi.cdef[[
typedef struct { long sec; long usec; } lawang_moment;
int gettimeofday(lawang_moment *now, void *zone);
]]
local function now()
  local moment = ffi.new("lawang_moment")
  ffi.C.gettimeofday(moment, nil)
  return tonumber(moment.sec) + tonumber(moment.usec) / 1e6
end

local first, people = tonumber(os.getenv("FIRST")), tonumber(os.getenv("PEOPLE"))
local threads, windows = {}, {"0800", "0830", "0900", "0930", "1000", "1030", "1100", "1130"}

function setup(thread)
  thread:set("place", #threads)
  table.insert(threads, thread)
end

function init()
  asked, answered = 0, 0
  statuses, began, ended = {}, 0, 0
  -- Half the people for each of two threads.
  begin = first + place * (math.floor(people / 2) + 1000000)
  mine = math.floor(people / 2)
end

function request()
  if asked == 0 then began = now() end
  local n = begin + asked
  asked = asked + 1
  local day, month, year = n % 28 + 1, math.floor(n / 28) % 12 + 1, math.floor(n / 336) % 39 + 60
  local nik = string.format("327601%02d%02d%02d%04d", day, month, year, math.floor(n / 13104) % 9999 + 1)
  local body = string.format("langkah=ambil&csrfmiddlewaretoken=%s&name=Warga+Contoh&nik=%s&phone=0800000%04d&priority=",
                             os.getenv("TOKEN"), nik, n % 1000)
  local address = string.format("10.%d.%d.%d", math.floor(n / 65536) % 256, math.floor(n / 256) % 256, n % 256)
  return wrk.format("POST", os.getenv("TAKE") .. "&jam=" .. windows[n % 8 + 1], {
    ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = os.getenv("COOKIE"),
    ["Origin"] = os.getenv("ORIGIN"), ["Host"] = os.getenv("HOST_PORT"),
    ["X-Forwarded-For"] = address, ["X-Forwarded-Proto"] = "https",
  }, body)
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
  answered = answered + 1
  if mine > 0 and answered == mine then
    ended = now()
    io.open(os.getenv("DONE") .. place, "w"):close()
    wrk.thread:stop()
  end
end

function done()
  local sum, from, to = {}, math.huge, 0
  for _, thread in ipairs(threads) do
    from, to = math.min(from, thread:get("began")), math.max(to, thread:get("ended"))
  end
  if to > 0 then print(string.format("span %.3f", to - from)) end
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses")) do sum[status] = (sum[status] or 0) + count end
  end
  for status, count in pairs(sum) do print(string.format("told %d %d", status, count)) end
end
