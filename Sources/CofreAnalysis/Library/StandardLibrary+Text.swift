extension StandardLibrary {
  /// One entry a line: the signature, a bar, and what it does; globals stand in `_G`.
  ///
  /// What a parameter takes stands behind its name; without it anything will do. Lua makes a text of a number and a number
  /// of a text where the other is wanted: only the one is written.
  static let text = """
    _G.assert(value, message?, ...) → value | Stops with the message when the value is false or nil; otherwise answers its arguments.
    _G.error(message?, level?: integer) | Stops with a message; the level says whose place is named.
    _G.getmetatable(object) → table | The metatable of an object, or its `__metatable` field.
    _G.ipairs(list: table) → iterator | For `for index, value in ipairs(list) do`: the elements from 1 up to the first nil.
    _G.next(table: table, key?) → key, value | The member behind a key, in no certain order; nil at the end.
    _G.pairs(table: table) → iterator | For `for key, value in pairs(table) do`: all members, in no certain order.
    _G.pcall(function: function, ...) → boolean, ... | Calls a function; answers true and its results, or false and the error.
    _G.print(...) | Shows its arguments as texts. Secrets are masked.
    _G.rawequal(one, other) → boolean | Whether two values are the same, without `__eq`.
    _G.rawget(table: table, key) → value | A member, without `__index`.
    _G.rawlen(value: table|string) → integer | The length of a table or text, without `__len`.
    _G.rawset(table: table, key, value) → table | Sets a member, without `__newindex`.
    _G.require(name: string) → module | What a module returns: one of Cofre's, such as `cofre.aws`, or a file of the project.
    _G.select(index: integer|string, ...) → ... | The arguments from an index on; with `"#"` their number.
    _G.setmetatable(table: table, metatable: table?) → table | Gives a table a metatable. `__gc` is not available.
    _G.tonumber(value, base?: integer) → number? | A text as a number, or nil when it is none.
    _G.tostring(value) → string | A value as text. An output has no text yet: use `cofre.format`.
    _G.type(value) → string | The name of a value's type.
    _G.xpcall(function: function, handler: function, ...) → boolean, ... | As pcall, with a function that is given the error.
    coroutine.close(coroutine: thread) → boolean | Ends a coroutine and closes its variables.
    coroutine.create(function: function) → thread | A new coroutine.
    coroutine.isyieldable(coroutine?: thread) → boolean | Whether it could yield now.
    coroutine.resume(coroutine: thread, ...) → boolean, ... | Goes on with a coroutine.
    coroutine.running() → thread, boolean | The coroutine that runs, and whether it is the main one.
    coroutine.status(coroutine: thread) → string | "running", "suspended", "normal" or "dead".
    coroutine.wrap(function: function) → function | A new coroutine as a function that goes on with it.
    coroutine.yield(...) → ... | Stops the coroutine for now, and answers what it is resumed with.
    math.abs(x: number) → number | The value without its sign.
    math.acos(x: number) → number | The arc cosine, in radians.
    math.asin(x: number) → number | The arc sine, in radians.
    math.atan(y: number, x?: number) → number | The arc tangent of y/x, in radians.
    math.ceil(x: number) → integer | The least whole number that is not below x.
    math.cos(x: number) → number | The cosine of an angle in radians.
    math.deg(x: number) → number | An angle in radians as degrees.
    math.exp(x: number) → number | e to the power of x.
    math.floor(x: number) → integer | The greatest whole number that is not above x.
    math.fmod(x: number, y: number) → number | What remains of a division that rounds towards zero.
    math.huge: number | Greater than every other number.
    math.log(x: number, base?: number) → number | The logarithm; without a base the natural one.
    math.max(x: number, ...: number) → number | The greatest argument.
    math.maxinteger: integer | The greatest integer.
    math.min(x: number, ...: number) → number | The least argument.
    math.mininteger: integer | The least integer.
    math.modf(x: number) → number, number | The whole part and the fraction.
    math.pi: number | π.
    math.rad(x: number) → number | An angle in degrees as radians.
    math.random(m?: integer, n?: integer) → number | A random number: in [0, 1), in [1, m] or in [m, n]. It is no source of secrets.
    math.randomseed(x?: number, y?: integer) | Starts the random numbers anew.
    math.sin(x: number) → number | The sine of an angle in radians.
    math.sqrt(x: number) → number | The square root.
    math.tan(x: number) → number | The tangent of an angle in radians.
    math.tointeger(x) → integer? | The number as an integer, or nil when it is not whole.
    math.type(x) → string? | "integer", "float", or nil for what is no number.
    math.ult(m: integer, n: integer) → boolean | Whether m is below n, both taken without a sign.
    os.clock() → number | Seconds of processor time that the script has used.
    os.date(format?: string, time?: integer) → string|table | A time as text, or as a table with the format `"*t"`.
    os.difftime(later: number, earlier: number) → number | Seconds between two times.
    os.time(table?: table) → integer | The current time, or that of a table with year, month and day.
    string.byte(text: string, from?: integer, to?: integer) → integer, ... | The bytes of a text as numbers.
    string.char(...: integer) → string | Numbers as the bytes of a text.
    string.find(text: string, pattern: string, from?: integer, plain?) → integer?, integer?, ... | Where a pattern is first found, and what it captured.
    string.format(format: string, ...) → string | Arguments put into a format such as `"%s-%03d"`. For outputs use `cofre.format`.
    string.gmatch(text: string, pattern: string, from?: integer) → iterator | For `for word in text:gmatch "%a+" do`: all that match.
    string.gsub(text: string, pattern: string, replacement: string|table|function, limit?: integer) → string, integer | The text with what matches replaced, and how often.
    string.len(text: string) → integer | The number of bytes.
    string.lower(text: string) → string | The text in lower case.
    string.match(text: string, pattern: string, from?: integer) → string?, ... | What a pattern captures, or all that matches.
    string.pack(format: string, ...) → string | Values in binary form.
    string.packsize(format: string) → integer | The length of what `string.pack` makes.
    string.rep(text: string, count: integer, separator?: string) → string | The text several times.
    string.reverse(text: string) → string | The bytes in reverse order.
    string.sub(text: string, from: integer, to?: integer) → string | The bytes from one place to another; negative places count from the end.
    string.unpack(format: string, text: string, from?: integer) → ... | The values of a binary form.
    string.upper(text: string) → string | The text in upper case.
    table.concat(list: table, separator?: string, from?: integer, to?: integer) → string | The elements of a list as one text.
    table.insert(list: table, position?: integer, value) | Puts a value into a list; without a position at its end.
    table.move(from: table, first: integer, last: integer, to: integer, target?: table) → table | Copies elements to another place or list.
    table.pack(...) → table | Its arguments as a list, with their number in `n`.
    table.remove(list: table, position?: integer) → value | Takes an element out of a list; without a position the last.
    table.sort(list: table, before?: function) | Sorts a list in place, by `<` or by a function.
    table.unpack(list: table, from?: integer, to?: integer) → ... | The elements of a list as several values.
    utf8.char(...: integer) → string | Code points as text.
    utf8.charpattern: string | A pattern that matches one character.
    utf8.codepoint(text: string, from?: integer, to?: integer, lax?) → integer, ... | The code points of a text.
    utf8.codes(text: string, lax?) → iterator | For `for offset, code in utf8.codes(text) do`.
    utf8.len(text: string, from?: integer, to?: integer, lax?) → integer?, integer? | The number of characters, or nil and where the text is no UTF-8.
    utf8.offset(text: string, n: integer, from?: integer) → integer? | Where the n-th character begins.
    cofre.all(outputs) → output | One output of many: `cofre.all { a, b }:apply(function(values) … end)`.
    cofre.config(namespace?: string) → configuration | The stack's configuration: `local config = cofre.config()`.
    cofre.export(name: string, value) | Makes a value known to users of the stack.
    cofre.format(format: string, ...) → output | As string.format, also for outputs.
    cofre.interpolate(format: string, ...) → output | As string.format, also for outputs.
    cofre.is_preview() → boolean | Whether the run only shows what would be done.
    cofre.is_secret(value) → boolean | Whether a value is known to be sensitive.
    cofre.output(value) → output | A value as an output.
    cofre.project() → string | The name of the project.
    cofre.secret(value) → output | The value as a sensitive output.
    cofre.stack() → string | The name of the stack that runs, such as "dev".
    cofre.unsecret(output) → output | The output with its value no longer sensitive.
    cofre.log.debug(text) | A message for whoever looks closely.
    cofre.log.error(text) | A message about what went wrong.
    cofre.log.info(text) | A message to whoever runs the script.
    cofre.log.warn(text) | A message about what may be wrong.
    cofre.log.warning(text) | A message about what may be wrong.
    """
}
