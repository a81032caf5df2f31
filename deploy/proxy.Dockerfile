# Caddy without root: its folders belong to an ordinary user, and its program asks for no privilege.
FROM caddy:2-alpine
RUN mkdir -p /data/caddy /config/caddy && chown -R 10002:10002 /data /config && setcap -r /usr/bin/caddy
USER 10002:10002
