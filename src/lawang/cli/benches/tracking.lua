-- People who follow their applications. What they do: "find" posts number and birth date, "page"
-- asks for the status page with its cookie, "both" does one after the other.
local threads = {}

function setup(thread)
  thread:set("place", #threads)
  table.insert(threads, thread)
end

function init()
  rows, statuses, asked = {}, {}, 0
  for line in io.lines(os.getenv("NUMBERS")) do
    local number, born, cookie = line:match("(%S+) (%S+) (%S+)")
    table.insert(rows, {number, born, cookie})
  end
  does, token, csrf = os.getenv("DOES"), os.getenv("TOKEN"), os.getenv("COOKIE")
end

function request()
  local turn = asked
  asked = asked + 1
  if does == "both" then turn = math.floor(turn / 2) end
  local row = rows[(turn * 2 + place) % #rows + 1]
  if does == "find" or (does == "both" and asked % 2 == 1) then
    local body = string.format("csrfmiddlewaretoken=%s&nomor=%s&lahir=%s", token, row[1], row[2])
    return wrk.format("POST", "/lacak/",
      {["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = csrf}, body)
  end
  return wrk.format("GET", "/lacak/" .. row[1] .. "/", {["Cookie"] = "lacak=" .. row[3]})
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end

function done()
  local sum = {}
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses")) do sum[status] = (sum[status] or 0) + count end
  end
  for status, count in pairs(sum) do print(string.format("told %d %d", status, count)) end
end
