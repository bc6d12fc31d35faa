-- Asks for the same page under another address each time, so that it is put together anew each time.
-- No two threads and no two rounds ask for the same.
local round = (tostring({}) .. os.time()):gsub("%W", "")
local number = 0

request = function()
  number = number + 1
  local sign = wrk.path:find("?", 1, true) and "&" or "?"
  return wrk.format("GET", wrk.path .. sign .. "anew=" .. round .. number)
end
