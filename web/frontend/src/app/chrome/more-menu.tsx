import { pathTo } from "@mockstagram/shared/paths";
import { Keyboard, LogOut, MonitorSmartphone, Settings, type LucideIcon } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useLogOut } from "@/features/settings/hooks/use-log-out";
import { helpStore } from "./help-store";
import styles from "./more-menu.module.css";

interface MoreMenuProps {
  anchor: RefObject<HTMLElement | null>;
  side: "top" | "bottom";
  onClose: () => void;
}

export default function MoreMenu({ anchor, side, onClose }: MoreMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const logOut = useLogOut();
  return (
    <Radix.Root open modal={false} onOpenChange={onClose}>
      <MenuAnchor anchor={anchor} />
      <Radix.Portal>
        <Radix.Content
          className={styles.menu}
          side={side}
          align={side === "top" ? "start" : "end"}
          sideOffset={4}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
        >
          <Item icon={Settings} label={t("nav.settings")} act={() => void navigate(pathTo("settings_profile"))} />
          <Item
            icon={MonitorSmartphone}
            label={t("settings.appearance")}
            act={() => void navigate(pathTo("settings_appearance"))}
          />
          <Item
            icon={Keyboard}
            label={t("help.title")}
            act={() => {
              helpStore.set(true);
            }}
          />
          <Radix.Separator className={styles.line} />
          <Item icon={LogOut} label={t("nav.logOut")} act={logOut} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ItemProps {
  icon: LucideIcon;
  label: string;
  act: () => void;
}

function Item({ icon: Icon, label, act }: ItemProps) {
  return (
    <Radix.Item className={styles.item} onSelect={act}>
      <Icon size={20} aria-hidden="true" />
      {label}
    </Radix.Item>
  );
}

/** Lies exactly over the button that opened the menu, for the menu to stand beside. */
function MenuAnchor({ anchor }: { anchor: RefObject<HTMLElement | null> }) {
  const place = (element: HTMLElement | null) => {
    const box = anchor.current?.getBoundingClientRect();
    if (!element || !box) return;
    Object.assign(element.style, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.width}px`,
      height: `${box.height}px`,
    });
  };
  return <Radix.Trigger ref={place} className={styles.anchor} tabIndex={-1} aria-hidden="true" />;
}
