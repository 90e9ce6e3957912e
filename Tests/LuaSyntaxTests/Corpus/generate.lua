-- Writes chunks.jsonl: small programs, each with the verdict and message of the Lua that runs this file.
-- Run it with Lua 5.4:  lua5.4 generate.lua > chunks.jsonl
-- A source is written as a JSON string in which each character stands for the byte of its number.

local chunks = {}
local function add(...)
  for _, source in ipairs { ... } do chunks[#chunks + 1] = source end
end

-- Every template with every filling.
local function each(template, fillings)
  for _, filling in ipairs(fillings) do
    add((template:gsub("@", function() return filling end)))
  end
end

-- Statements.
add("", ";", ";;;", "vault = 1", "vault, key = 1, 2", "vault.key = 1", "vault[1] = 2", "open()", "open 'a'", "open {}",
  "open [[a]]", "vault:open()", "vault:open 'a'", "vault.key:rotate { days = 30 }", "open()()", "open{}.key = 1",
  "('a'):rep(3)", "(open)()", "(vault).key = 1", "local a", "local a, b", "local a = 1", "local a, b = 1, 2, 3",
  "local function f() end", "function f() end", "function a.b.c() end", "function a.b:c() return self end",
  "do end", "do do end end", "while false do end", "repeat until true", "if a then end", "if a then else end",
  "if a then elseif b then elseif c then else end", "for i = 1, 2 do end", "for i = 1, 2, 3 do end",
  "for k in next, t do end", "for k, v in pairs(t) do end", "for a, b, c, d in f do end", "return", "return;",
  "return 1", "return 1, 2;", "return ...", "return f(...)", "return (f(...))", "do return end x = 1",
  "goto out; do end ::out::", "while true do break end", "repeat break until false", "local a <const> = 1",
  "local a <close> = nil", "local a <const>, b <close> = 1, nil", "local a < const > = 1", "a = b\n(c)()",
  "local t = {} t.a.b['c'].d = 1", "f{g{h{}}}", "f'a' 'b'", "a.b['c']:d{}:e''.f = nil")

-- Statements that are none.
add("vault", "1", "'a'", "{}", "vault.key", "vault[1]", "vault:open", "vault:", "vault.", "vault[", "vault[1", "(vault)",
  "(open())", "nil", "function() end", "...", "a b", "a + b", "a == b", "a, b", "a, b()", "a() = 1", "(a) = 1",
  "a, (b) = 1, 2", "a:b = 1", "a, b:c() = 1", "'a' = 1", "{} = 1", "= 1", "a =", "a = 1 2", "a = = 1", "a == 1",
  "a = b = c", "a += 1", "a -= 1", "a *= 2", "a /= 2", "a ..= 'b'", "a++", "a != b", "if a != b then end",
  "if a && b then end", "if a || b then end", "if !a then end", "if (a) { }", "local", "local 1", "local a.b",
  "local a[1]", "local a =", "local = 1", "local a, = 1", "local a b", "local function", "local function 1() end",
  "local function a.b() end", "local function f", "local function f(", "local function f()", "function", "function ()end",
  "function f", "function f(", "function f(a", "function f(a,) end", "function f(,a) end", "function f(a b) end",
  "function f(..., a) end", "function f(...a) end", "function f(1) end", "function a:b:c() end", "function a:b.c() end",
  "function a[1]() end", "function f() end end", "do", "end", "do end end", "while", "while a", "while do end",
  "while a do", "while a then end", "repeat", "repeat end", "repeat until", "until a", "if", "if a", "if a then",
  "if a do end", "if then end", "if a then else", "if a then elseif", "if a then elseif b end", "else end",
  "elseif a then end", "if a then else else end", "if a then else elseif b then end", "for", "for a", "for a =",
  "for a = 1 do end", "for a = 1, do end", "for a = 1, 2, 3, 4 do end", "for a, b = 1, 2 do end", "for a.b = 1, 2 do end",
  "for a in do end", "for a in b", "for a, in b do end", "for 1 = 1, 2 do end", "for a of b do end", "return return",
  "return 1 2", "return 1; ;", "return;;", "return a = 1", "return end", "do return a b end", "return 1 local a",
  "goto", "goto 1", "goto end", "::a", "::a:", "::1::", "::a::b", ":: ::", "break", "do break end",
  "function f() break end", "while a do local f = function() break end end", "if a then break end",
  "for i = 1, 2 do end break", "import a", "let a = 1", "var a = 1", "const a = 1", "class A {}", "a => b", "a ? b : c")

-- Expressions, good and bad, where any is asked for.
local expressions = {
  "nil", "true", "false", "1", "'a'", "\"a\"", "[[a]]", "[==[a]]]==]", "{}", "...", "function() end",
  "function(...) return ... end", "function(a, b, ...) end", "a", "a.b", "a[b]", "a.b.c[d].e", "a()", "a.b()", "a:b()",
  "(a)", "((a))", "(a).b", "-a", "- -a", "not a", "not not a", "#a", "~a", "-a ^ 2", "2 ^ -3", "a + b", "a - -b",
  "a .. b .. c", "a ^ b ^ c", "a // b % c", "a << 1 >> 2", "a & b | c ~ d", "a < b", "a <= b == (c ~= d)", "a and b or c",
  "a or b and not c", "{1, 2, 3}", "{1; 2; 3;}", "{a = 1, ['b'] = 2, [3] = 3, 4}", "{a, b = c, d}", "{{}, {{}}}",
  "{f()}", "{...}", "{[f()] = g()}", "{a = function() end}", "{a.b, a:c()}", "{[ [[a]] ] = 1}", "#{...}", "(...)",
  "a[b][c](d)", "a{b}", "a'b'", "a\n.b", "a -- b\n.c", "a --[[b]] .c",
  "", "+a", "a +", "a + + b", "* a", "a b", "a..", "a.1", "a.'b'", "a:b", "a:b.c", "a.b:", "a[]", "a[1", "a(", "a(b",
  "a(b,", "a(,)", "a(b,)", "a(b c)", "a(b;c)", "a(b = c)", "(", "()", "(a", "(a,b)", "(a", "{", "{a", "{a,", "{,}",
  "{;}", "{a,,b}", "{a b}", "{a = }", "{a = 1 b = 2}", "{[a]}", "{[a] =}", "{[a = 1}", "{a: 1}", "{'a': 1}", "{'a' = 1}",
  "{1 = 2}", "{a.b = 1}", "{end = 1}", "{a => b}", "function", "function(", "function()", "function f() end",
  "function(a end", "function(...) ", "not", "#", "-", "~", "~ = a", "a ~ = b", "a = b", "a !", "a @ b", "a $ b", "a ? b",
  "`a`", "a \\ b", "end", "then", "local", "a and", "or b", "nil.a", "1.a", "1()", "'a'.b", "'a':b()", "{}.a", "{}[1]",
  "function() end()", "...a", "a...", "true()", "..",
}
each("local x = @", expressions)
each("return f(1, @)", { "nil", "...", "a.b", "{}", "", "a b", "a,", ",a", "a = 1", "}", "]", ";", "function() return 1 end" })
each("if @ then end", { "a", "a == 1", "a = 1", "", "f{}", "function() end", "a then" })
each("t[@] = 1", { "1", "'a'", "a.b", "", "1, 2", "a = 1", "{}" })

-- Numerals.
each("return @", { "0", "00", "08", "123", "9223372036854775807", "9223372036854775808", "1e400", ".5", "5.", "0.", ".0",
  "1.5e3", "1E3", "1e+3", "1e-3", "0x0", "0xFF", "0XfF", "0x.8", "0x8.", "0x1p4", "0x1P-4", "0xA.8p+1", "0xffffffffffffffffff",
  "3 .. 4", "0xep1", "0xe+1", "1e5-1", "a-1", "1-1", "0x", "0xg", "0x.", "0x.p1", "0x1p", "0x1p+", "0x1pf", "1e", "1e+",
  "1e1.5", "1..2", "1...", "1.2.3", "1f", "1L", "0b1", "1_000", "0o17", "12a", "1.e", "0xep-p", "1e1e1", "1x", "1 2", "." })

-- Strings and their escapes.
each("return '@'", { "", "a", "\"", "\\'", "\\\"", "\\\\", "\\a\\b\\f\\n\\r\\t\\v", "\\0", "\\9", "\\65", "\\065", "\\0655",
  "\\255", "\\256", "\\300", "\\999", "\\x41", "\\xfF", "\\x4", "\\x", "\\xg0", "\\u{0}", "\\u{41}", "\\u{20AC}",
  "\\u{7FFFFFFF}", "\\u{80000000}", "\\u{FFFFFFFFFFFF}", "\\u{}", "\\u{g}", "\\u41", "\\u{41", "\\u", "\\z", "\\z  \n\t x",
  "a\\\nb", "a\\\r\nb", "a\\\n\rb", "a\\\rb", "a\nb", "a\rb", "\\q", "\\8z", "\\.", "\\-", "\\(", "\\e", "\\\195\169", "\195\169",
  "\0", "\1", "--", "[[", "\\", "\\\\\\" })
add("return 'a", "return \"a", "return 'a\"", "return '", "return 'a\\", "return 'a\\z", "return 'a\\\n", "return [[a", "return [[a]",
  "return [=[a]]", "return [=[a]=]", "return [==[a]=]==]", "return [=[]]]=]", "return [=", "return [=a", "return [==]", "return [[\na]]",
  "return [[\r\na]]", "return [[[[a]]", "return [[a]]]]", "return [ [a] ]", "return [[]]", "return [[]", "x = a[[b]]", "x = a[ [[b]] ]")

-- Comments.
add("--", "-- a", "-- a\nx = 1", "--[[a]]", "--[[a\n]] x = 1", "--[==[ ]] ]==] x = 1", "--[==[ ]]", "--[[", "--[[]", "--[=a\nx = 1",
  "--[ [a\nx = 1", "---@type string\nlocal x", "x = 1 -- a", "x = --[[a]] 1", "- - a", "x = 1 --[[", "#!/usr/bin/lua", "# a\nx = 1",
  "//", "/* a */", "x = 1 // 2", "x = 1 # 2")

-- Names and stray bytes.
add("_ = 1", "_ENV = {}", "a1 = 1", "\195\169 = 1", "caf\195\169 = 1", "x = '\195\169'", "-- \195\169", "\239\187\191x = 1", "\0", "x = 1\0",
  "x\0y = 1", "@", "$x = 1", "x = \\", "x = ?", "x = 1\f\v\t\r\n", "x\r=\r1", "\194\160x = 1", "goto = 1", "x.goto = 1", "x.end = 1",
  "x.and", "local end = 1", "function nil() end", "And = 1", "END = 1", "self = 1", "integer = 1", "x = {goto = 1}", "continue()")

-- Attributes and constants.
add("local x <foo> = 1", "local x <Const> = 1", "local x <> = 1", "local x <const = 1", "local x const> = 1", "local x <const>=1",
  "local x <const> = 1 x = 2", "local x <close> = nil x = 2", "local x <const> = 1; function x() end", "local x <const> = {} x.a = 1",
  "local x <const> = 1; function x.a() end", "local x <const>, y = 1, 2 y = 3", "local x <const>, y = 1, 2 x = 3",
  "local x <const> = 1 local x = 2 x = 3", "local x = 1 local x <const> = 2 x = 3", "local x <const> = 1 do local x x = 2 end",
  "do local x <const> = 1 end x = 2", "local x <const> = 1 function f() x = 2 end", "local x <const> = 1 function f(x) x = 2 end",
  "local x <const> = 1 return function() return function() x = 1 end end", "local x <const> = 1 for x = 1, 2 do x = 3 end",
  "local x <const> = 1 for i = 1, 2 do x = i end", "local x <const> = 1 a, x = 1, 2", "local x <const> = 1 a, b[x] = 1, 2",
  "local x <close>, y <close> = nil, nil", "local x <close>, y <const>, z <close> = 1", "local x <close> local y <close>",
  "local function x <const> () end", "for x <const> = 1, 2 do end", "function f(x <const>) end", "x <const> = 1", "local x <const>",
  "local x <const> x = 1", "repeat local x <const> = 1 until x == 1", "local x <const> = 1 x()", "for i = 1, 2 do i = 3 end",
  "for k, v in pairs {} do k = v end", "local _ENV <const> = {} x = 1", "local _ENV <const> = {} _ENV = 1")

-- Jumps.
add("goto a ::a::", "::a:: goto a", "goto a", "do goto a end ::a::", "goto a do ::a:: end", "do ::a:: end goto a", "::a:: ::a::",
  "::a:: do ::a:: end", "do ::a:: end ::a::", "do ::a:: end do ::a:: end", "::a:: function f() ::a:: end", "::a:: function f() goto a end",
  "function f() goto a end ::a::", "goto a local x ::a::", "goto a local x ::a:: ;", "goto a local x ::a:: ::b::", "goto a local x ::a:: x = 1",
  "goto a local x ::a:: return", "do goto a local x ::a:: end", "do goto a local x ::a:: x = 1 end", "goto a; local function x() end ::a:: f()",
  "goto a; function x() end ::a:: f()", "do local x goto a end local y ::a:: f()", "local x goto a ::a:: f()", "goto a do local x end ::a:: f()",
  "repeat goto a local x ::a:: until x", "repeat goto a local x ::a:: until true", "repeat goto a; ::a:: until true", "while a do goto b ::b:: end",
  "while a do if b then goto c end local d ::c:: end", "while a do if b then goto c end local d ::c:: d() end", "for i = 1, 2 do goto c ::c:: end",
  "for i = 1, 2 do if i then goto c end local x = i ::c:: end", "goto c for i = 1, 2 do ::c:: end", "if a then goto b else ::b:: end",
  "if a then ::b:: goto b end", "goto a goto a ::a::", "goto b ::a:: goto c ::b:: goto a ::c::", "::a:: goto b ::b:: goto a",
  "local x ::a:: local y goto a", "do ::a:: local x goto a end", "goto a local x <const> = 1 ::a:: f()", "break ::a::", "::break::", "goto continue",
  "do goto x; local a; goto y; ::x:: ::y:: end", "goto a; do local b goto a end ::a::")

-- The extra arguments.
add("x = ...", "f(...)", "function f() return ... end", "function f(...) return ... end", "function f(a, ...) x = {...} end",
  "function f(...) return function() return ... end end", "function f() return function(...) return ... end end",
  "local f = function() x = ... end", "function a:b() return ... end", "function a:b(...) return select('#', ...) end", "for i in ... do end",
  "while ... do end", "x = ... + 1", "x = -...", "x = ... .. ...")

-- Limits, well inside and well outside.
local function list(count, item) return (item .. ", "):rep(count - 1) .. item end
local function names(count, prefix)
  local all = {}
  for i = 1, count do all[i] = prefix .. i end
  return table.concat(all, ", ")
end
local function sums(count, prefix) return (names(count, prefix):gsub(", ", " + ")) end
add("local " .. names(200, "v"), "local " .. names(201, "v"), "function f(" .. names(200, "v") .. ") end",
  "function f(" .. names(201, "v") .. ") end", "function a:f(" .. names(199, "v") .. ") end", "function a:f(" .. names(200, "v") .. ") end",
  "local " .. names(150, "v") .. " do local " .. names(50, "w") .. " end do local " .. names(50, "x") .. " end",
  "local " .. names(150, "v") .. " do local " .. names(51, "w") .. " end",
  "local " .. names(197, "v") .. " for i = 1, 2 do end", "local " .. names(196, "v") .. " for i = 1, 2 do end",
  "local " .. names(196, "v") .. " for k in f do end", "local " .. names(195, "v") .. " for k in f do end",
  "local " .. names(150, "v") .. " function f() local " .. names(150, "v") .. " end",
  "f(" .. list(253, "x") .. ")", "f(" .. list(254, "x") .. ")", "return " .. list(254, "x"), "return " .. list(255, "x"),
  "x = {" .. list(300, "x") .. "}", "x = {" .. list(49, "x") .. ", f(" .. list(210, "x") .. ")}",
  "local " .. names(200, "v") .. " f(" .. list(53, "x") .. ")", "local " .. names(200, "v") .. " f(" .. list(54, "x") .. ")",
  "local " .. names(200, "v") .. " a:f(" .. list(52, "x") .. ")", "local " .. names(200, "v") .. " a:f(" .. list(53, "x") .. ")",
  "local " .. names(200, "v") .. " x = y" .. (" + (y"):rep(52) .. (")"):rep(52), "local " .. names(200, "v") .. " x = y" .. (" + (y"):rep(60) .. (")"):rep(60),
  "local " .. names(200, "v") .. " x = v1" .. (" + (v1"):rep(60) .. (")"):rep(60), "local " .. names(200, "v") .. " x = y" .. (" .. y"):rep(60),
  "x = y" .. (" + y"):rep(1000), "x = y" .. (".y"):rep(1000), "x = y" .. ("()"):rep(1000), "x = y" .. ("[y]"):rep(1000),
  "x = y" .. (" .. y"):rep(150), "x = y" .. (" .. y"):rep(250), "x = " .. ("("):rep(150) .. "y" .. (")"):rep(150),
  "x = " .. ("("):rep(250) .. "y" .. (")"):rep(250), ("do "):rep(150) .. ("end "):rep(150), ("do "):rep(250) .. ("end "):rep(250),
  "x = " .. ("{"):rep(150) .. ("}"):rep(150), "x = " .. ("{"):rep(250) .. ("}"):rep(250), "x = " .. ("- "):rep(250) .. "1",
  ("if a then "):rep(150) .. ("end "):rep(150), ("if a then else "):rep(250) .. ("end "):rep(250), "if a then " .. ("elseif a then "):rep(300) .. "end",
  ("function f() "):rep(90) .. ("end "):rep(90), ("function f() "):rep(250) .. ("end "):rep(250), list(150, "x") .. " = 1", list(250, "x") .. " = 1",
  "local " .. names(190, "v") .. " function f() local " .. names(190, "w") .. " return function() return " .. sums(190, "v") .. " + " .. sums(60, "w") .. " end end",
  "local " .. names(190, "v") .. " function f() local " .. names(190, "w") .. " return function() return " .. sums(190, "v") .. " + " .. sums(80, "w") .. " end end")

local function quoted(text)
  return '"' .. text:gsub('[%c"\\\127-\255]', function(c) return ("\\u%04x"):format(c:byte()) end) .. '"'
end

local seen = {}
for _, source in ipairs(chunks) do
  if not seen[source] then
    seen[source] = true
    local loaded, message = load(source, "=chunk", "t")
    io.write('{"accepted": ', tostring(loaded ~= nil), ', "source": ', quoted(source), ', "message": ', quoted(message or ""), "}\n")
  end
end
