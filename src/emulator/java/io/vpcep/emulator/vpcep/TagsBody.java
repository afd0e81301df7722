package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads lists of tags; the codes of bad ones (3066 to 3073) are not told apart here. */
final class TagsBody {

  private static final Pattern KEY = Pattern.compile("[\\w@.:/=+ -]{1,128}", unicode());
  private static final Pattern VALUE = Pattern.compile("[\\w@.:/=+ -]{0,255}", unicode());

  private TagsBody() {}

  private static int unicode() {
    return Pattern.UNICODE_CHARACTER_CLASS;
  }

  /** Values by key; an absent value is empty. */
  static Map<String, String> list(JsonNode tags) throws RefusedException {
    Map<String, String> read = new LinkedHashMap<>();
    for (JsonNode tag : tags) {
      String key = tag.path("key").asText();
      String value = tag.path("value").asText();
      if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
        throw VpcepError.BAD_TAG.refusal();
      }
      read.put(key, value);
    }
    return read;
  }

  /** Refuses more tags than a service may have. */
  static void check(Map<String, String> tags, Dialect dialect) throws RefusedException {
    if (tags.size() > dialect.maxTags()) {
      throw VpcepError.BAD_TAG.refusal();
    }
  }
}
