-- Sends a new comment each time, in debates of all sizes, as a guest who comes for the first time.
local run, number = os.time() .. "-" .. math.random(1e9), 0

request = function()
  number = number + 1
  local headers = { ["Content-Type"] = "application/json", ["Idempotency-Key"] = run .. "-" .. number }
  local body = '{"subject":"contribution:fill-' .. (number * 7 % 1000)
    .. '","body":"Min mor ville bruge dem hver dag.","author":{"name":"Jens Bech"}}'
  return wrk.format("POST", nil, headers, body)
end
