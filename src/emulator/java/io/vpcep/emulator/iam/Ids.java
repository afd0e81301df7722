package io.vpcep.emulator.iam;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** Made-up IDs. */
final class Ids {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  private Ids() {}

  /** 32 hexadecimal digits that follow from the text. */
  static String of(String text) {
    byte[] seed = text.getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
  }

  /**
   * The ID of the domain with this name; a domain that is known by its ID alone has that as name.
   */
  static String ofDomain(String name) {
    return FORM.matcher(name).matches() ? name : of("domain " + name);
  }

  /** 32 hexadecimal digits that nobody can guess. */
  static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
