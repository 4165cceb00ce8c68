-- Shows in Wireshark what `sim800 decode --format pcapng` has written. Copy it to the folder of personal Lua plugins (Help,
-- About Wireshark, Folders), and open the file. A packet is kind, type and fields, each ended by 00h, and then the bytes.
local sim800 = Proto("sim800", "SIM800 serial line")

local kind = ProtoField.string("sim800.kind", "Kind")
local name = ProtoField.string("sim800.type", "Type")
local text = ProtoField.string("sim800.fields", "Fields")
local field = ProtoField.string("sim800.field", "Field")
local bytes = ProtoField.bytes("sim800.bytes", "Bytes")
sim800.fields = { kind, name, text, field, bytes }

-- The text that begins at an offset, with the range it takes; nil where no 00h ends it.
local function text_at(buffer, offset)
  for last = offset, buffer:len() - 1 do
    if buffer(last, 1):uint() == 0 then
      if last == offset then return "", buffer(offset, 1), last + 1 end
      local range = buffer(offset, last - offset)
      return range:string(), range, last + 1
    end
  end
  return nil
end

function sim800.dissector(buffer, pinfo, tree)
  local values, ranges, offset = {}, {}, 0
  for i = 1, 3 do
    values[i], ranges[i], offset = text_at(buffer, offset)
    if values[i] == nil then return 0 end
  end
  pinfo.cols.protocol = "SIM800"
  pinfo.cols.info = values[1] .. " " .. values[2] .. " " .. values[3]
  local node = tree:add(sim800, buffer(), "SIM800 " .. values[2])
  node:add(kind, ranges[1], values[1])
  node:add(name, ranges[2], values[2])
  local list = node:add(text, ranges[3], values[3])
  for one in values[3]:gmatch("%S+=%S+") do
    list:add(field, ranges[3], one)
  end
  if offset < buffer:len() then node:add(bytes, buffer(offset)) end
  return buffer:len()
end

-- USER0, link type 147, is wtap.USER0 in Wireshark.
DissectorTable.get("wtap_encap"):add(wtap.USER0, sim800)
