package io.vpcep.operator.connection;

/**
 * Names what one sweep reads: a source as one account sees it.
 *
 * @param account whose credentials and project are used
 * @param source what is listed
 */
public record SourceKey(AccountKey account, Source source) {

  @Override
  public String toString() {
    return source + " of account " + account;
  }
}
