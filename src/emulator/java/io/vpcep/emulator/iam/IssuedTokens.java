package io.vpcep.emulator.iam;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tokens that were given out: the last 10,000, expired ones among them. */
final class IssuedTokens {

  static final int KEPT = 10_000;

  private final Map<String, TokenInfo> tokens = new LinkedHashMap<>();

  /** Gives out a token; the oldest one becomes unknown where there are too many. */
  synchronized String add(TokenInfo info) {
    String token = "MIIE" + Ids.random();
    tokens.put(token, info);
    if (tokens.size() > KEPT) {
      tokens.remove(tokens.keySet().iterator().next());
    }
    return token;
  }

  synchronized Optional<TokenInfo> find(String token) {
    return Optional.ofNullable(tokens.get(token));
  }

  synchronized void clear() {
    tokens.clear();
  }
}
