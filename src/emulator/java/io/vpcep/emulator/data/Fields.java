package io.vpcep.emulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The keys of one object, read strictly. A key with the value null counts as absent. Every getter
 * throws a {@link BadDataException} for a value that is none of its kind.
 */
public final class Fields {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String ID_FORM =
      "allowed are 1 to 64 letters, digits, - and _ (numbers in quotes)";

  private final JsonNode node;
  private final String where;

  private Fields(JsonNode node, String where) {
    this.node = node;
    this.where = where;
  }

  /**
   * Opens an object.
   *
   * @param where its place, for messages; empty for the whole document
   * @param allowed all keys that it may have
   * @throws BadDataException when it is no object or has another key
   */
  public static Fields of(JsonNode node, String where, String... allowed) {
    String choice = "allowed are " + String.join(", ", Arrays.stream(allowed).sorted().toList());
    if (!node.isObject()) {
      throw BadDataException.value(
          where.isEmpty() ? "the document" : where, shown(node), "an object; its keys: " + choice);
    }
    Fields fields = new Fields(node, where);
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!Arrays.asList(allowed).contains(key)) {
        throw new BadDataException("%s: unknown key; %s".formatted(fields.at(key), choice));
      }
    }
    return fields;
  }

  /** Whether the key is there. */
  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** A key's place, for messages. */
  public String at(String key) {
    return where.isEmpty() ? key : where + "." + key;
  }

  /** The value as it is. */
  public Optional<JsonNode> raw(String key) {
    return has(key) ? Optional.of(node.get(key)) : Optional.empty();
  }

  /** A text of 0 to {@code max} characters. */
  public Optional<String> text(String key, int max) {
    String allowed = "allowed is a text of up to %d characters (numbers in quotes)".formatted(max);
    return raw(key)
        .map(
            value ->
                checked(key, value, value.isTextual() && value.textValue().length() <= max, allowed)
                    .textValue());
  }

  /** A text of 0 to 512 characters that has to be there. */
  public String requiredText(String key) {
    return text(key, 512).orElseThrow(() -> missing(key));
  }

  /** An ID: 1 to 64 letters, digits, "-" and "_". */
  public Optional<String> id(String key) {
    return raw(key)
        .map(
            value ->
                checked(
                        key,
                        value,
                        value.isTextual() && ID.matcher(value.textValue()).matches(),
                        ID_FORM)
                    .textValue());
  }

  /**
   * An ID that comes from elsewhere than an object.
   *
   * @param name what it is, for the message
   * @throws BadDataException when it is none
   */
  public static String checkedId(String name, String id) {
    if (!ID.matcher(id).matches()) {
      throw BadDataException.value(name, id, ID_FORM);
    }
    return id;
  }

  /** An ID that has to be there. */
  public String requiredId(String key) {
    return id(key).orElseThrow(() -> missing(key));
  }

  /** A whole number. */
  public Optional<Long> number(String key, long min, long max) {
    String allowed = "allowed are whole numbers from %d to %d".formatted(min, max);
    return raw(key)
        .map(
            value ->
                checked(
                        key,
                        value,
                        value.isIntegralNumber()
                            && value.canConvertToLong()
                            && value.longValue() >= min
                            && value.longValue() <= max,
                        allowed)
                    .longValue());
  }

  /** True or false. */
  public Optional<Boolean> flag(String key) {
    return raw(key)
        .map(
            value ->
                checked(key, value, value.isBoolean(), "allowed are true and false")
                    .booleanValue());
  }

  /** A duration such as 50ms, 5s or 1h30m; 0s and longer. */
  public Optional<Duration> duration(String key) {
    return parsed(key, GoDuration::parse, "allowed are durations such as 50ms, 5s, 1h30m");
  }

  /** A time such as 2018-09-17T11:10:11Z. */
  public Optional<Instant> time(String key) {
    return parsed(key, Fields::instant, "allowed are UTC times such as 2018-09-17T11:10:11Z");
  }

  /** One of some words; {@code choose} knows them. */
  public <T> Optional<T> parsed(String key, Function<String, Optional<T>> choose, String allowed) {
    return raw(key)
        .map(
            value ->
                choose
                    .apply(value.isTextual() ? value.textValue() : "")
                    .orElseThrow(() -> bad(key, allowed)));
  }

  /** An object inside. */
  public Optional<Fields> object(String key, String... allowed) {
    return raw(key).map(value -> of(value, at(key), allowed));
  }

  /** The objects of a list; empty when the key is absent. */
  public List<Fields> objects(String key, String... allowed) {
    List<Fields> objects = new ArrayList<>();
    JsonNode list = raw(key).orElse(null);
    if (list == null) {
      return objects;
    }
    checked(key, list, list.isArray(), "allowed is a list");
    for (JsonNode item : list) {
      objects.add(of(item, "%s[%d]".formatted(at(key), objects.size()), allowed));
    }
    return objects;
  }

  /** The texts of a list; empty when the key is absent. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    JsonNode list = raw(key).orElse(null);
    if (list == null) {
      return texts;
    }
    checked(key, list, list.isArray(), "allowed is a list of texts");
    for (JsonNode item : list) {
      checked(key, item, item.isTextual(), "allowed is a list of texts (numbers in quotes)");
      texts.add(item.textValue());
    }
    return texts;
  }

  /** Texts by name, whatever the names; empty when the key is absent. */
  public Map<String, String> textsByName(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    raw(key)
        .map(value -> checked(key, value, value.isObject(), "allowed is an object of texts"))
        .ifPresent(
            value ->
                value
                    .properties()
                    .forEach(
                        entry ->
                            texts.put(
                                entry.getKey(),
                                checked(
                                        key,
                                        entry.getValue(),
                                        entry.getValue().isTextual(),
                                        "allowed are texts (numbers in quotes)")
                                    .textValue())));
    return texts;
  }

  /** The failure of a value that only the caller can judge. */
  public BadDataException bad(String key, String allowed) {
    return BadDataException.value(at(key), shown(node.path(key)), allowed);
  }

  /** The failure of a key that has to be there. */
  public BadDataException missing(String key) {
    return new BadDataException("%s: missing".formatted(at(key)));
  }

  private JsonNode checked(String key, JsonNode value, boolean good, String allowed) {
    if (!good) {
      throw BadDataException.value(at(key), shown(value), allowed);
    }
    return value;
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
