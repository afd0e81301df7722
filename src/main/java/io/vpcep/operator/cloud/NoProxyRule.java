package io.vpcep.operator.cloud;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Servers that are called without the proxy, written as an entry of {@code NO_PROXY} and read as
 * Go's {@code httpproxy} reads it, which users of Kubernetes know: a name means itself and all
 * names under it, {@code .name} and {@code *.name} only those under it, {@code *} every server; an
 * IP address or a CIDR block means servers that are called by address, for no name is resolved. A
 * name or an address may end in {@code :port}. Unlike there, loopback is not excluded by itself.
 *
 * @param hosts which hosts
 * @param port which port of theirs; 0 for all
 */
public record NoProxyRule(Hosts hosts, int port) {

  private static final Pattern BLOCK = Pattern.compile("(.*)/([0-9]{1,3})");
  private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):([0-9]{1,5})");
  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f.]*:[0-9a-f.:]*");

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static NoProxyRule parse(String entry) {
    var text = entry.toLowerCase(Locale.ROOT);
    var block = BLOCK.matcher(text);
    if (block.matches()) {
      return new NoProxyRule(block(block.group(1), Integer.parseInt(block.group(2))), 0);
    }
    var withPort = WITH_PORT.matcher(text);
    return withPort.matches()
        ? new NoProxyRule(hosts(withPort.group(1)), port(withPort.group(2)))
        : new NoProxyRule(hosts(text), 0);
  }

  boolean covers(String host, int port) {
    return (this.port == 0 || this.port == port)
        && hosts.contains(unbracketed(host.toLowerCase(Locale.ROOT)));
  }

  private static Hosts block(String text, int prefix) {
    var address = address(text);
    if (address == null || prefix > bits(address)) {
      throw none(text);
    }
    return new Block(address, prefix);
  }

  private static Hosts hosts(String text) {
    if (text.equals("*")) {
      return new Domain("", true);
    }
    var address = address(unbracketed(text));
    if (address != null) {
      return new Block(address, bits(address));
    }
    var name = text.startsWith("*.") ? text.substring(1) : text;
    boolean withItself = !name.startsWith(".");
    var suffix = withItself ? name : name.substring(1);
    if (!NAME.matcher(suffix).matches() || DIGITS_AND_DOTS.matcher(suffix).matches()) {
      throw none(text);
    }
    return new Domain(suffix, withItself);
  }

  private static int port(String digits) {
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw none(digits);
    }
    return port;
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Null for what is no address; never asks a name server. */
  @SuppressWarnings("AddressSelection") // a literal has one address
  private static @Nullable InetAddress address(String text) {
    try {
      if (IPV6.matcher(text).matches()) {
        return InetAddress.getByName("[" + text + "]");
      }
      return IPV4.matcher(text).matches() ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static IllegalArgumentException none(String part) {
    return new IllegalArgumentException("no exclusion from a proxy: " + part);
  }

  /** A set of hosts. */
  public sealed interface Hosts {

    /** Whether a name in lower case, or an address without brackets, is one of them. */
    boolean contains(String host);
  }

  /**
   * @param suffix the name, or nothing for all servers
   * @param withItself whether the name itself is meant, too
   */
  private record Domain(String suffix, boolean withItself) implements Hosts {

    @Override
    public boolean contains(String host) {
      if (suffix.isEmpty()) {
        return true;
      }
      return address(host) == null
          && (host.endsWith("." + suffix) || (withItself && host.equals(suffix)));
    }
  }

  /**
   * @param base any address of the block
   * @param prefix how many of its bits all have in common
   */
  private record Block(InetAddress base, int prefix) implements Hosts {

    @Override
    public boolean contains(String host) {
      var other = address(host);
      return other != null && bits(other) == bits(base) && network(other).equals(network(base));
    }

    private BigInteger network(InetAddress of) {
      return new BigInteger(1, of.getAddress()).shiftRight(bits(of) - prefix);
    }
  }
}
