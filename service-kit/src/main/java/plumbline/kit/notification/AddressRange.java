package plumbline.kit.notification;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses, such as {@code 10.1.0.0/16}. Netty has rules for that, but the one for IPv6
 * also matches whatever begins with ones only.
 */
record AddressRange(byte[] network, int length) {

  /** A range, or one address; empty if the text is neither. */
  static Optional<AddressRange> parse(String text) {
    var slash = text.indexOf('/');
    var network =
        NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      return Optional.empty();
    }
    var most = network.length * Byte.SIZE;
    var length = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
    return length.matches("\\d{1,3}") && Integer.parseInt(length) <= most
        ? Optional.of(new AddressRange(network, Integer.parseInt(length)))
        : Optional.empty();
  }

  boolean holds(InetAddress address) {
    var bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (var bit = 0; bit < length; bit += Byte.SIZE) {
      var mask = 0xff << Math.max(0, Byte.SIZE - (length - bit));
      if (((bytes[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }
}
