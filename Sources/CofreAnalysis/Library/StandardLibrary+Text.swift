extension StandardLibrary {
  /// One entry a line: the signature, a bar, and what it does; globals stand in `_G`.
  static let text = """
    _G.assert(value, message?, ...) → value | Stops with the message when the value is false or nil; otherwise answers its arguments.
    _G.error(message?, level?) | Stops with a message; the level says whose place is named.
    _G.getmetatable(object) → table | The metatable of an object, or its `__metatable` field.
    _G.ipairs(list) → iterator | For `for index, value in ipairs(list) do`: the elements from 1 up to the first nil.
    _G.next(table, key?) → key, value | The member behind a key, in no certain order; nil at the end.
    _G.pairs(table) → iterator | For `for key, value in pairs(table) do`: all members, in no certain order.
    _G.pcall(function, ...) → boolean, ... | Calls a function; answers true and its results, or false and the error.
    _G.print(...) | Shows its arguments as texts. Secrets are masked.
    _G.rawequal(one, other) → boolean | Whether two values are the same, without `__eq`.
    _G.rawget(table, key) → value | A member, without `__index`.
    _G.rawlen(value) → integer | The length of a table or text, without `__len`.
    _G.rawset(table, key, value) → table | Sets a member, without `__newindex`.
    _G.require(name) → module | What a module returns: one of Cofre's, such as `cofre.aws`, or a file of the project.
    _G.select(index, ...) → ... | The arguments from an index on; with `"#"` their number.
    _G.setmetatable(table, metatable) → table | Gives a table a metatable. `__gc` is not available.
    _G.tonumber(value, base?) → number | A text as a number, or nil when it is none.
    _G.tostring(value) → string | A value as text. An output has no text yet: use `cofre.format`.
    _G.type(value) → string | The name of a value's type.
    _G.xpcall(function, handler, ...) → boolean, ... | As pcall, with a function that is given the error.
    coroutine.close(coroutine) → boolean | Ends a coroutine and closes its variables.
    coroutine.create(function) → coroutine | A new coroutine.
    coroutine.isyieldable(coroutine?) → boolean | Whether it could yield now.
    coroutine.resume(coroutine, ...) → boolean, ... | Goes on with a coroutine.
    coroutine.running() → coroutine, boolean | The coroutine that runs, and whether it is the main one.
    coroutine.status(coroutine) → string | "running", "suspended", "normal" or "dead".
    coroutine.wrap(function) → function | A new coroutine as a function that goes on with it.
    coroutine.yield(...) → ... | Stops the coroutine for now, and answers what it is resumed with.
    math.abs(x) → number | The value without its sign.
    math.acos(x) → number | The arc cosine, in radians.
    math.asin(x) → number | The arc sine, in radians.
    math.atan(y, x?) → number | The arc tangent of y/x, in radians.
    math.ceil(x) → integer | The least whole number that is not below x.
    math.cos(x) → number | The cosine of an angle in radians.
    math.deg(x) → number | An angle in radians as degrees.
    math.exp(x) → number | e to the power of x.
    math.floor(x) → integer | The greatest whole number that is not above x.
    math.fmod(x, y) → number | What remains of a division that rounds towards zero.
    math.huge: number | Greater than every other number.
    math.log(x, base?) → number | The logarithm; without a base the natural one.
    math.max(x, ...) → number | The greatest argument.
    math.maxinteger: integer | The greatest integer.
    math.min(x, ...) → number | The least argument.
    math.mininteger: integer | The least integer.
    math.modf(x) → number, number | The whole part and the fraction.
    math.pi: number | π.
    math.rad(x) → number | An angle in degrees as radians.
    math.random(m?, n?) → number | A random number: in [0, 1), in [1, m] or in [m, n]. It is no source of secrets.
    math.randomseed(x?, y?) | Starts the random numbers anew.
    math.sin(x) → number | The sine of an angle in radians.
    math.sqrt(x) → number | The square root.
    math.tan(x) → number | The tangent of an angle in radians.
    math.tointeger(x) → integer | The number as an integer, or nil when it is not whole.
    math.type(x) → string | "integer", "float", or nil for what is no number.
    math.ult(m, n) → boolean | Whether m is below n, both taken without a sign.
    os.clock() → number | Seconds of processor time that the script has used.
    os.date(format?, time?) → string | A time as text, or as a table with the format `"*t"`.
    os.difftime(later, earlier) → number | Seconds between two times.
    os.time(table?) → integer | The current time, or that of a table with year, month and day.
    string.byte(text, from?, to?) → integer, ... | The bytes of a text as numbers.
    string.char(...) → string | Numbers as the bytes of a text.
    string.find(text, pattern, from?, plain?) → integer, integer, ... | Where a pattern is first found, and what it captured.
    string.format(format, ...) → string | Arguments put into a format such as `"%s-%03d"`. For outputs use `cofre.format`.
    string.gmatch(text, pattern, from?) → iterator | For `for word in text:gmatch "%a+" do`: all that match.
    string.gsub(text, pattern, replacement, limit?) → string, integer | The text with what matches replaced, and how often.
    string.len(text) → integer | The number of bytes.
    string.lower(text) → string | The text in lower case.
    string.match(text, pattern, from?) → string, ... | What a pattern captures, or all that matches.
    string.pack(format, ...) → string | Values in binary form.
    string.packsize(format) → integer | The length of what `string.pack` makes.
    string.rep(text, count, separator?) → string | The text several times.
    string.reverse(text) → string | The bytes in reverse order.
    string.sub(text, from, to?) → string | The bytes from one place to another; negative places count from the end.
    string.unpack(format, text, from?) → ... | The values of a binary form.
    string.upper(text) → string | The text in upper case.
    table.concat(list, separator?, from?, to?) → string | The elements of a list as one text.
    table.insert(list, position?, value) | Puts a value into a list; without a position at its end.
    table.move(from, first, last, to, target?) → table | Copies elements to another place or list.
    table.pack(...) → table | Its arguments as a list, with their number in `n`.
    table.remove(list, position?) → value | Takes an element out of a list; without a position the last.
    table.sort(list, before?) | Sorts a list in place, by `<` or by a function.
    table.unpack(list, from?, to?) → ... | The elements of a list as several values.
    utf8.char(...) → string | Code points as text.
    utf8.charpattern: string | A pattern that matches one character.
    utf8.codepoint(text, from?, to?) → integer, ... | The code points of a text.
    utf8.codes(text) → iterator | For `for offset, code in utf8.codes(text) do`.
    utf8.len(text, from?, to?) → integer | The number of characters, or nil and where the text is no UTF-8.
    utf8.offset(text, n, from?) → integer | Where the n-th character begins.
    cofre.all(outputs) → output | One output of many: `cofre.all { a, b }:apply(function(values) … end)`.
    cofre.config(namespace?) → configuration | The stack's configuration: `local config = cofre.config()`.
    cofre.export(name, value) | Makes a value known to users of the stack.
    cofre.format(format, ...) → output | As string.format, also for outputs.
    cofre.interpolate(format, ...) → output | As string.format, also for outputs.
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
