package io.vpcep.operator.cloud.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/** What a client offers at the beginning of TLS (RFC 8446, section 4.1.2). */
public final class ClientHello {

  /** TLS_CHACHA20_POLY1305_SHA256. */
  public static final int CHACHA20 = 0x1303;

  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;
  private static final int VERSION = 2;
  private static final int RANDOM = 32;
  private static final int LENGTH = 2;

  private ClientHello() {}

  /** A server that hangs up after it has heard which cipher suite a client prefers. */
  public static RawServer hearing(IntConsumer preferred) {
    return RawServer.raw(
        (connection, out) -> preferred.accept(preferredCipherSuite(connection.getInputStream())));
  }

  private static int preferredCipherSuite(InputStream connection) throws IOException {
    var in = new DataInputStream(connection);
    in.readNBytes(RECORD_HEADER + MESSAGE_HEADER + VERSION + RANDOM);
    in.readNBytes(in.readUnsignedByte() + LENGTH);
    return in.readUnsignedShort();
  }
}
